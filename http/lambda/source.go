package lambda

import (
	"encoding/binary"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// A source is the files that a function is made of, watched by looking at them when
// the function is called: names, sizes and times, not contents. A look serves also
// the calls that come right after it, the more of them the more files there are, so
// that looking takes about a twentieth of the time.
type source struct {
	main       string   // while it is missing, as in the middle of a build, nothing has changed
	files      []string // beside main
	folders    []string // whose files with these extensions count too, however deep
	extensions []string

	mu    sync.Mutex
	print uint64
	next  time.Time
}

// restPerEntry is twenty times what it costs to look at one.
const restPerEntry = 60 * time.Microsecond

// maxEntries is how much of a folder is looked at. A handler kept in someone's home
// folder must not make each call walk all of it.
const maxEntries = 2000

// written are the extensions of what people write by hand.
var written = []string{".go", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".py", ".rb", ".rs", ".java", ".kt", ".cs", ".php"}

// watchCommand watches the program, arguments of it that are files, and the source
// in those that are folders, as in go run ./fn. The same goes for its own folder, if
// it has one.
func watchCommand(argv []string, dir string) *source {
	s := &source{main: argv[0], extensions: written}
	if dir != "" {
		s.folders = append(s.folders, dir)
	}
	for _, arg := range argv[1:] {
		info, err := os.Stat(arg)
		switch {
		case err != nil:
		case info.IsDir():
			s.folders = append(s.folders, arg)
		case info.Mode().IsRegular():
			s.files = append(s.files, arg)
		}
	}
	s.changed()
	return s
}

// watchFile watches a module and those of its kind in a folder.
func watchFile(file, dir string, extensions ...string) *source {
	s := &source{main: file, folders: []string{dir}, extensions: extensions}
	s.changed()
	return s
}

// changed says whether anything is other than when it was last asked.
func (s *source) changed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	begun := time.Now()
	if begun.Before(s.next) {
		return false
	}
	print, entries, ok := s.look()
	s.next = begun.Add(time.Duration(entries) * restPerEntry)
	if !ok || print == s.print {
		return false
	}
	s.print = print
	return true
}

func (s *source) look() (print uint64, entries int, ok bool) {
	sum := fnv.New64a()
	add := func(name string, info fs.FileInfo) {
		var b [16]byte
		binary.LittleEndian.PutUint64(b[:8], uint64(info.Size()))
		binary.LittleEndian.PutUint64(b[8:], uint64(info.ModTime().UnixNano()))
		sum.Write([]byte(name))
		sum.Write(b[:])
	}
	info, err := os.Stat(s.main)
	if err != nil {
		return 0, 1, false
	}
	add(s.main, info)
	for _, file := range s.files {
		if info, err := os.Stat(file); err == nil {
			add(file, info)
		}
	}
	entries = 1 + len(s.files)
	for _, folder := range s.folders {
		entries += s.walk(folder, add)
	}
	return sum.Sum64(), entries, true
}

// walk goes through a folder, leaving out what is not the user's own source.
func (s *source) walk(folder string, add func(string, fs.FileInfo)) (entries int) {
	filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		entries++
		switch {
		case entries > maxEntries:
			return fs.SkipAll
		case err != nil:
			return nil // gone meanwhile, or not ours to read
		case d.IsDir() && path != folder && installed(d.Name()):
			return fs.SkipDir
		case d.IsDir() || !slices.Contains(s.extensions, filepath.Ext(path)) && d.Name() != "package.json":
			return nil
		}
		if info, err := d.Info(); err == nil {
			add(path, info)
		}
		return nil
	})
	return entries
}

// installed is for folders that tools fill: an update of theirs comes with a change
// of something else, or with a restart.
func installed(name string) bool {
	return name == "node_modules" || name == "__pycache__" || name == "venv" || strings.HasPrefix(name, ".")
}
