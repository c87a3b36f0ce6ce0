package news

// Filing is a story on file as the relating engine needs it: with its text, what
// was found in it and where it was placed.
type Filing struct {
	Seq       int64 // order of annotation, unique in the store
	Story     Story
	Mentions  []Mention
	Claims    []Claim
	Unsure    []Claim // not sure enough to make anything of
	Event     EventID
	Origin    StoryID
	Source    string
	Relations []Relation
}
