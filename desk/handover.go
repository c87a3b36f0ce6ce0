package desk

import (
	"context"
	"strings"
	"time"

	"dateline/news"
)

// A command that brings news (refresh, from cron) would load the engines and the index for
// a few stories, while the process of an open screen has both at hand. So the process that
// stays says that it is there; the command files its headlines, offers to leave the rest,
// and ends when the other one takes it. Nothing is left unread by that: an offer that is
// not answered soon is withdrawn, and what a process took and did not come to (it was
// killed) is read by the next one to start, or the next command. All of it stands among the
// settings, so that any store will do.
const (
	// staysKey is the holder of a process that stays, nothing once it ended.
	staysKey = "desk.stays"
	// offerKey is who offers and the engines that are to read, after takenMark once it is taken.
	offerKey  = "desk.offer"
	takenMark = "taken "
	// offerLook is how often who offers looks for the answer.
	offerLook = 50 * time.Millisecond
	// offerPolls is how many times who stays looks for an offer once another process filed.
	offerPolls = 5
	// offerSlack is how long an answer may take once the other process has looked.
	offerSlack = 500 * time.Millisecond
)

// stay tells other processes that this one stays, until ctx ends.
func (d *Desk) stay(ctx context.Context) error {
	d.setting(ctx, staysKey, d.holder)
	<-ctx.Done()
	late, stop := context.WithTimeout(context.WithoutCancel(ctx), releaseTime)
	defer stop()
	if there, err := d.o.Store.Setting(late, news.Local, staysKey); err == nil && there == d.holder {
		d.setting(late, staysKey, "")
	}
	return ctx.Err()
}

// setting keeps a value; where that fails nothing is handed over.
func (d *Desk) setting(ctx context.Context, key, value string) bool {
	err := d.o.Store.SetSetting(ctx, news.Local, key, value)
	if err != nil && ctx.Err() == nil {
		d.o.Log.Info("processes do not know of each other", "why", err)
	}
	return err == nil
}

// anotherStays reports whether another process said that it stays. It may have been killed.
func (d *Desk) anotherStays(ctx context.Context) bool {
	there, err := d.o.Store.Setting(ctx, news.Local, staysKey)
	return err == nil && there != "" && there != d.holder
}

// handOver offers what was filed to the process that stays and reports whether it is
// taken. One that does not answer does not stay.
func (d *Desk) handOver(ctx context.Context) bool {
	there, err := d.o.Store.Setting(ctx, news.Local, staysKey)
	offer := d.holder + " " + d.o.Engines
	if err != nil || there == "" || !d.setting(ctx, offerKey, offer) {
		return false
	}
	for end := time.Now().Add(2*d.o.Poll + offerSlack); time.Now().Before(end); {
		if sleep(ctx, offerLook) != nil {
			break
		}
		if now, err := d.o.Store.Setting(ctx, news.Local, offerKey); err == nil && now == takenMark+offer {
			return true
		}
	}
	ctx = context.WithoutCancel(ctx)
	if now, err := d.o.Store.Setting(ctx, news.Local, offerKey); err == nil && now == offer {
		d.setting(ctx, offerKey, "")
	}
	if now, err := d.o.Store.Setting(ctx, news.Local, staysKey); err == nil && now == there {
		d.setting(ctx, staysKey, "")
	}
	return false
}

// takeOffer takes what another process filed and offers to leave, when it is for these
// engines. A process that was taken for one that ended says again that it stays.
func (d *Desk) takeOffer(ctx context.Context) {
	offer, err := d.o.Store.Setting(ctx, news.Local, offerKey)
	if err != nil {
		return
	}
	_, engines, _ := strings.Cut(offer, " ")
	if offer != "" && !strings.HasPrefix(offer, takenMark) && engines == d.o.Engines && d.setting(ctx, offerKey, takenMark+offer) {
		d.tags.lookBack()
	}
	if there, err := d.o.Store.Setting(ctx, news.Local, staysKey); err == nil && there == "" {
		d.setting(ctx, staysKey, d.holder)
	}
}
