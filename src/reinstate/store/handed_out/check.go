// Checks an exported Reinstate journal with Go's own packages for signed notes and for
// transparency logs, which others wrote; only the reading of the files is ours.
//
//	check KEYS root JOURNAL CHECKPOINT [OLDER]...   every entry is under the signed roots
//	check KEYS entry PROOF [CHECKPOINT]             one entry is under the signed root
//	check KEYS extends PROOFS [CHECKPOINT]...       newer journals begin with older ones
//
// KEYS has one public key a line; get it another way than the rest, or compare the two.
// Ends with 0 and "right", or with 1 and "WRONG". Each checkpoint must be signed by a key of
// KEYS that has the name of its first line; witnesses may have signed as well.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const cosignatureKind = 4 // C2SP tlog-cosignature: time and checkpoint, signed with Ed25519

type checkpoint struct {
	text    string // what is signed
	size    int64
	root    tlog.Hash
	signers []string
}

type proof struct {
	Entry         string   `json:"entry"`
	Index         int64    `json:"index"`
	Path          []string `json:"path"`
	Checkpoint    string   `json:"checkpoint"`
	OldCheckpoint string   `json:"old_checkpoint"`
}

func main() {
	if len(os.Args) < 4 {
		wrong("give KEYS, then root, entry or extends, then files; the beginning of check.go says which")
	}
	keys, files := keysIn(os.Args[1]), os.Args[3:]
	switch os.Args[2] {
	case "root":
		checkRoot(keys, files[0], files[1:])
	case "entry":
		checkEntry(keys, files[0], files[1:])
	case "extends":
		checkExtends(keys, files[0], files[1:])
	default:
		wrong("%q is not root, entry or extends", os.Args[2])
	}
}

// checkRoot checks the whole journal: the first checkpoint counts every entry, others may
// count fewer.
func checkRoot(keys note.Verifiers, journal string, names []string) {
	if len(names) == 0 {
		wrong("give a checkpoint as well")
	}
	lines := bytes.Split(read(journal), []byte("\n"))
	if len(lines[len(lines)-1]) != 0 {
		wrong("%s ends in half a line", journal)
	}
	lines = lines[:len(lines)-1]
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	for n, line := range lines {
		hashes, err := tlog.StoredHashes(int64(n), line, reader)
		refuse(err, journal)
		stored = append(stored, hashes...)
	}
	for place, name := range names {
		signed := open(keys, read(name), name)
		if signed.size > int64(len(lines)) {
			wrong("%s counts %d entries, and %d are here", name, signed.size, len(lines))
		}
		if place == 0 && signed.size < int64(len(lines)) {
			wrong("%d entries are not signed", int64(len(lines))-signed.size)
		}
		root := tlog.Hash(sha256.Sum256(nil))
		if signed.size > 0 {
			var err error
			root, err = tlog.TreeHash(signed.size, reader)
			refuse(err, journal)
		}
		if root != signed.root {
			wrong("the %d entries are not those of %s", signed.size, name)
		}
		right("the %d entries are those of %s, signed by %s", signed.size, name, signed.who())
	}
}

// checkEntry checks the proof of one entry, under its own checkpoint and, if given, exactly
// that one.
func checkEntry(keys note.Verifiers, name string, names []string) {
	given := proofIn(read(name), name)
	signed := open(keys, []byte(given.Checkpoint), name)
	leaf := tlog.RecordHash([]byte(given.Entry))
	refuse(tlog.CheckRecord(path(given, name), signed.size, signed.root, given.Index, leaf), name)
	refuseStrangers(keys, []checkpoint{signed}, names)
	right("entry %d of the %d under this checkpoint, signed by %s:\n%s",
		given.Index+1, signed.size, signed.who(), signed.text)
}

// checkExtends checks proofs that older checkpoints are of the same history; those given are
// among them.
func checkExtends(keys note.Verifiers, name string, names []string) {
	var proved []checkpoint
	for _, line := range strings.Split(strings.TrimSuffix(string(read(name)), "\n"), "\n") {
		given := proofIn([]byte(line), name)
		older := open(keys, []byte(given.OldCheckpoint), name)
		newer := open(keys, []byte(given.Checkpoint), name)
		if len(proved) > 0 && newer.text != proved[0].text {
			wrong("%s leads to two checkpoints", name)
		}
		refuse(tlog.CheckTree(path(given, name), newer.size, newer.root, older.size, older.root), name)
		proved = append(proved, newer, older)
	}
	refuseStrangers(keys, proved, names)
	right("%d checkpoints are of one history, up to this one, signed by %s:\n%s",
		len(proved)/2, proved[0].who(), proved[0].text)
}

func refuseStrangers(keys note.Verifiers, proved []checkpoint, names []string) {
	for _, name := range names {
		found := false
		signed := open(keys, read(name), name)
		for _, each := range proved {
			found = found || each.text == signed.text
		}
		if !found {
			wrong("%s is not a checkpoint that is proved here", name)
		}
	}
}

// open returns the checkpoint in a note that a known key with the name of its journal signed.
func open(keys note.Verifiers, signed []byte, name string) checkpoint {
	opened, err := note.Open(signed, keys)
	refuse(err, name)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		wrong("%s: a checkpoint has an origin, a size and a root, a line each", name)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	refuse(err, name)
	root, err := tlog.ParseHash(lines[2])
	refuse(err, name)
	made := checkpoint{text: opened.Text, size: size, root: root}
	ours := false
	for _, signature := range opened.Sigs {
		ours = ours || signature.Name == lines[0]
		made.signers = append(made.signers, fmt.Sprintf("%s+%08x", signature.Name, signature.Hash))
	}
	if !ours || size < 0 {
		wrong("%s: %s did not sign this", name, lines[0])
	}
	return made
}

func (signed checkpoint) who() string { return strings.Join(signed.signers, " and ") }

func proofIn(text []byte, name string) (made proof) {
	refuse(json.Unmarshal(text, &made), name)
	return made
}

func path(given proof, name string) (made []tlog.Hash) {
	for _, text := range given.Path {
		var hash tlog.Hash
		decoded, err := hex.DecodeString(text)
		refuse(err, name)
		if copy(hash[:], decoded) != len(decoded) || len(decoded) != len(hash) {
			wrong("%s: a hash has 32 bytes", name)
		}
		made = append(made, hash)
	}
	return made
}

func keysIn(name string) note.Verifiers {
	var made []note.Verifier
	for _, line := range strings.Fields(string(read(name))) {
		verifier, err := note.NewVerifier(line)
		if err != nil {
			verifier, err = newWitness(line)
		}
		refuse(err, name)
		made = append(made, verifier)
	}
	return note.VerifierList(made...)
}

// A witness is another organisation that countersigns: what it signs begins with the time.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(line string) (note.Verifier, error) {
	parts := strings.SplitN(line, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("%q is no public key", line)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != cosignatureKind {
		return nil, fmt.Errorf("%q is of no kind that is known here", line)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if hex.EncodeToString(sum[:4]) != parts[1] {
		return nil, fmt.Errorf("%q is not the key that its digits say", line)
	}
	return witness{parts[0], binary.BigEndian.Uint32(sum[:]), key[1:]}, nil
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

func read(name string) []byte {
	content, err := os.ReadFile(name)
	refuse(err, name)
	return content
}

func refuse(err error, name string) {
	if err != nil {
		wrong("%s: %v", name, err)
	}
}

func wrong(words string, values ...interface{}) {
	fmt.Fprintf(os.Stderr, "WRONG: "+words+"\n", values...)
	os.Exit(1)
}

func right(words string, values ...interface{}) {
	fmt.Printf("right: "+strings.TrimSuffix(words, "\n")+"\n", values...)
}
