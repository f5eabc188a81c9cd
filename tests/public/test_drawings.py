"""Pages are drawn again when what they say changed, and only then."""

from reinstate.public.drawings import Drawings


def test_a_page_is_drawn_again_only_when_it_says_something_else() -> None:
    drawings, drawn = Drawings(), list[str]()

    def page(path: str, words: tuple[str, ...]) -> bytes:
        def draw() -> bytes:
            drawn.append(path)
            return " ".join(words).encode()

        return drawings.drawn(path, words, draw)

    assert page("a", ("one",)) == page("a", ("one",)) == b"one"
    assert page("b", ("one",)) == b"one"
    assert page("a", ("one", "two")) == b"one two"
    assert page("a", ("one",)) == b"one"
    assert drawn == ["a", "b", "a", "a"]
    drawings.keep_only({"b"})
    assert page("b", ("one",)) == page("a", ("one",)) == b"one"
    assert drawn == ["a", "b", "a", "a", "a"]
