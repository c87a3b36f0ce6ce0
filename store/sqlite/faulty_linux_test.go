package sqlite_test

import (
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// What follows fails chosen calls of SQLite's own to the system, the way SQLite's
// tests do (src/test_syscall.c): the unix VFS looks its system calls up in a table
// that sqlite3_vfs.xSetSystemCall changes, so the driver meets a real errno where a
// full or dying disk would give it one. fsync is not in that table: xSync is replaced
// in the methods of each file that is opened.
//
// modernc.org/sqlite is C made into Go: a C function pointer is the pointer that a Go
// func value is.

// fault is how a call fails.
type fault struct {
	errno syscall.Errno
	short bool // half of the bytes are written before a write fails
	stays bool // all later calls fail too, until the disk is mended
}

// faultyDisk stands between SQLite and the system while a test runs.
type faultyDisk struct {
	vfs     uintptr
	tls     *libc.TLS
	open    uintptr             // the VFS's own xOpen
	sync    uintptr             // the files' own xSync
	tables  map[uintptr]uintptr // the methods of each sort of file, with ours among them
	opening sync.Mutex          // of tables, sync and keep
	keep    []any               // what C points to
	real    map[string]uintptr
	calls   atomic.Int64 // counted since arm
	failAt  atomic.Int64 // 0 never
	failed  atomic.Int64
	how     atomic.Pointer[fault]
}

// cfunc is the C pointer of a Go func value, kept alive with the disk.
func (d *faultyDisk) cfunc(f any) uintptr {
	d.keep = append(d.keep, f)
	return (*[2]uintptr)(unsafe.Pointer(&f))[1]
}

// gofunc is the Go func value behind a C pointer.
func gofunc[F any](p uintptr) F {
	box := &struct{ p uintptr }{p}
	return *(*F)(unsafe.Pointer(box))
}

// at is memory of C's as a Go value: go vet knows no C that is Go.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

type (
	openFunc  = func(tls *libc.TLS, name uintptr, flags, mode int32) int32
	writeFunc = func(tls *libc.TLS, fd int32, buf uintptr, n sqlite3.Tsize_t, off sqlite3.Toff_t) sqlite3.Tssize_t
	plainFunc = func(tls *libc.TLS, fd int32, buf uintptr, n sqlite3.Tsize_t) sqlite3.Tssize_t
	truncFunc = func(tls *libc.TLS, fd int32, size sqlite3.Toff_t) int32
	xOpenFunc = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32
	xSyncFunc = func(tls *libc.TLS, file uintptr, flags int32) int32
	setFunc   = func(tls *libc.TLS, vfs, name, f uintptr) int32
	getFunc   = func(tls *libc.TLS, vfs, name uintptr) uintptr
)

// newFaultyDisk takes over SQLite's writing calls until the test ends. It fails
// none until armed.
func newFaultyDisk(t *testing.T) *faultyDisk {
	t.Helper()
	d := &faultyDisk{tls: libc.NewTLS(), real: map[string]uintptr{}, tables: map[uintptr]uintptr{}}
	d.vfs = sqlite3.Xsqlite3_vfs_find(d.tls, 0)
	if d.vfs == 0 {
		t.Fatal("SQLite has no VFS")
	}
	d.replace(t, "open", d.cfunc(openFunc(d.doOpen)))
	d.replace(t, "write", d.cfunc(plainFunc(d.doWrite)))
	for _, name := range []string{"pwrite", "pwrite64"} {
		old := d.replaceIfThere(name, 0)
		if old != 0 {
			d.replaceIfThere(name, d.cfunc(writeFunc(func(tls *libc.TLS, fd int32, buf uintptr, n sqlite3.Tsize_t, off sqlite3.Toff_t) sqlite3.Tssize_t {
				real := gofunc[writeFunc](old)
				if how := d.next(); how != nil {
					if how.short && n > 1 {
						_ = real(tls, fd, buf, n/2, off)
					}
					return d.fail(tls, how)
				}
				return real(tls, fd, buf, n, off)
			})))
			d.real[name] = old
		}
	}
	if d.real["pwrite"] == 0 && d.real["pwrite64"] == 0 {
		t.Fatal("SQLite writes in a way this test does not know")
	}
	d.replace(t, "ftruncate", d.cfunc(truncFunc(d.doTruncate)))
	vfs := at[sqlite3.Tsqlite3_vfs](d.vfs)
	d.open, vfs.FxOpen = vfs.FxOpen, d.cfunc(xOpenFunc(d.openFile))
	t.Cleanup(func() {
		vfs.FxOpen = d.open
		for name, f := range d.real {
			d.set(name, f)
		}
		runtime.KeepAlive(d.keep)
		d.tls.Close()
	})
	return d
}

func (d *faultyDisk) replace(t *testing.T, name string, f uintptr) {
	t.Helper()
	old := d.replaceIfThere(name, f)
	if old == 0 {
		t.Fatalf("SQLite makes no call %q", name)
	}
	d.real[name] = old
}

// replaceIfThere puts f (0 for none) in the place of a call and returns what was
// there, 0 when this SQLite does not make it.
func (d *faultyDisk) replaceIfThere(name string, f uintptr) uintptr {
	s, err := libc.CString(name)
	if err != nil {
		return 0
	}
	defer libc.Xfree(d.tls, s)
	old := gofunc[getFunc](at[sqlite3.Tsqlite3_vfs](d.vfs).FxGetSystemCall)(d.tls, d.vfs, s)
	if old != 0 && f != 0 {
		d.set(name, f)
	}
	return old
}

func (d *faultyDisk) set(name string, f uintptr) {
	if s, err := libc.CString(name); err == nil {
		gofunc[setFunc](at[sqlite3.Tsqlite3_vfs](d.vfs).FxSetSystemCall)(d.tls, d.vfs, s, f)
		libc.Xfree(d.tls, s)
	}
}

// arm has the n-th call from here fail; 0 mends the disk.
func (d *faultyDisk) arm(n int64, how fault) {
	d.failAt.Store(0)
	d.calls.Store(0)
	d.failed.Store(0)
	d.how.Store(&how)
	d.failAt.Store(n)
}

// next counts a call and returns how it fails, nil when it does not.
func (d *faultyDisk) next() *fault {
	n, at := d.calls.Add(1), d.failAt.Load()
	how := d.how.Load()
	if at == 0 || n < at || n > at && !how.stays {
		return nil
	}
	d.failed.Add(1)
	return how
}

func (d *faultyDisk) fail(tls *libc.TLS, how *fault) sqlite3.Tssize_t {
	*at[int32](libc.X__errno_location(tls)) = int32(how.errno)
	return -1
}

func (d *faultyDisk) doOpen(tls *libc.TLS, name uintptr, flags, mode int32) int32 {
	if flags&(syscall.O_CREAT|syscall.O_RDWR) != 0 {
		if how := d.next(); how != nil {
			return int32(d.fail(tls, how))
		}
	}
	return gofunc[openFunc](d.real["open"])(tls, name, flags, mode)
}

func (d *faultyDisk) doWrite(tls *libc.TLS, fd int32, buf uintptr, n sqlite3.Tsize_t) sqlite3.Tssize_t {
	if how := d.next(); how != nil {
		return d.fail(tls, how)
	}
	return gofunc[plainFunc](d.real["write"])(tls, fd, buf, n)
}

func (d *faultyDisk) doTruncate(tls *libc.TLS, fd int32, size sqlite3.Toff_t) int32 {
	if how := d.next(); how != nil {
		return int32(d.fail(tls, how))
	}
	return gofunc[truncFunc](d.real["ftruncate"])(tls, fd, size)
}

// openFile opens a file and puts our xSync among its methods.
func (d *faultyDisk) openFile(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32 {
	rc := gofunc[xOpenFunc](d.open)(tls, vfs, name, file, flags, out)
	f := at[sqlite3.Tsqlite3_file](file)
	if rc != 0 || f.FpMethods == 0 {
		return rc
	}
	d.opening.Lock()
	defer d.opening.Unlock()
	table := d.tables[f.FpMethods]
	if table == 0 {
		table = libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_io_methods{})))
		m := at[sqlite3.Tsqlite3_io_methods](table)
		*m = *at[sqlite3.Tsqlite3_io_methods](f.FpMethods)
		d.sync, m.FxSync = m.FxSync, d.cfunc(xSyncFunc(d.doSync)) // all sorts share one xSync
		d.tables[f.FpMethods] = table
	}
	f.FpMethods = table
	return rc
}

func (d *faultyDisk) doSync(tls *libc.TLS, file uintptr, flags int32) int32 {
	if how := d.next(); how != nil {
		d.fail(tls, how)
		return sqlite3.SQLITE_IOERR_FSYNC
	}
	return gofunc[xSyncFunc](d.sync)(tls, file, flags)
}
