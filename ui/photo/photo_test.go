package photo

import (
	"context"
	"fmt"
	"image"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"dateline/news"
)

// source answers every address with one file.
type source []byte

func (s source) Photo(context.Context, news.StoryID, string) ([]byte, error) { return s, nil }

func TestQuestion(t *testing.T) {
	if got := fmt.Sprintf("%q", question()); got != `"\x1b[16t\x1b[>q\x1b_Gi=1140850688,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"` {
		t.Errorf("question is %s", got)
	}
}

// A picture that comes after its story was left is dropped.
func TestLatePictureIsDropped(t *testing.T) {
	p := New(source(nil), true)
	p.Fit(60, 40)
	p.Want("a", "https://example.org/a.jpg")
	p.Update(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	p.Update(uv.KittyGraphicsEvent{Payload: []byte("OK")})
	was := p.n
	if p.Update(RestMsg{was}) == nil {
		t.Fatal("nothing is fetched")
	}
	p.Want("b", "https://example.org/b.jpg")
	if p.Update(photoMsg{n: was, png: []byte("x"), size: image.Pt(1, 1)}) != nil || p.size != (image.Point{}) {
		t.Error("a late picture is shown")
	}
}
