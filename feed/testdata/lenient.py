"""Prints what the feedparser library reads in each file, one JSON object a line."""
import calendar, json, sys
import feedparser

def when(e, name):
    t = e.get(name + "_parsed")
    return calendar.timegm(t) if t else None

def body(e):
    # Descriptions of pictures (media:content) are among the contents, too, and mostly empty.
    for c in e.get("content", []):
        if c.get("value"):
            return c["value"]
    return e.get("summary", "")

for name in sys.argv[1:]:
    try:
        d = feedparser.parse(open(name, "rb").read())
    except Exception:  # it is not without faults of its own
        d = feedparser.FeedParserDict(entries=[])
    items = [{"id": e.get("id", ""), "title": e.get("title", ""), "url": e.get("link", ""),
              "published": when(e, "published") or when(e, "updated"), "text": body(e)} for e in d.entries]
    print(json.dumps({"file": name, "items": items}))
