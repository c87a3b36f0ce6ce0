package terms

import "dateline/news"

// Prune takes out words that the index does not keep (tokens.go): nobody means
// to exclude every story with an "of". What is not unread is read.
func Prune(e news.Expr) news.Expr {
	switch e := e.(type) {
	case *news.Term:
		if e.Field == news.FieldText && len(Sought(e.Value, e.Prefix)) == 0 {
			return nil
		}
	case *news.Not:
		if t, ok := e.Part.(*news.Term); ok && t.Field == news.FieldIs && t.Value == "unread" {
			return &news.Term{Field: news.FieldIs, Value: "read"}
		}
		if part := Prune(e.Part); part != nil {
			return &news.Not{Part: part}
		}
		return nil
	case *news.And:
		return pruned(e.Parts, func(parts []news.Expr) news.Expr { return &news.And{Parts: parts} })
	case *news.Or:
		return pruned(e.Parts, func(parts []news.Expr) news.Expr { return &news.Or{Parts: parts} })
	}
	return e
}

func pruned(all []news.Expr, join func([]news.Expr) news.Expr) news.Expr {
	var parts []news.Expr
	for _, e := range all {
		if p := Prune(e); p != nil {
			parts = append(parts, p)
		}
	}
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return join(parts)
}
