"""Which letter runs are Vietnamese syllables: onset, rime, tone.

Written from the sound system of the language, as any grammar book gives it. Used to tell names from abbreviations.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from bulletin.lazy import pattern

_ONSETS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip

_RIME_LIST = """
    a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âu ây âc âm ân âng âp ât
    e eo ec em en eng ep et ê êu êch êm ên êng ênh êp êt
    i ia iu ich im in inh ip it iêc iêm iên iêng iêp iêt iêu
    o oi oc om on ong op ot oa oai oao oay oac oach oam oan oang oanh oap oat
    oăc oăm oăn oăng oăt oe oeo oen oet ooc oong
    ô ôi ôc ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ui uc um un ung up ut ua uân uâng uât uây uê uêch uênh uôi uôc uôm uôn uông uôt
    uơ uy uya uych uynh uyp uyt uyu uyên uyêt
    ư ưi ưu ưc ưm ưn ưng ưt ưa ươi ươu ươc ươm ươn ương ươp ươt
    y yêm yên yêng yêt yêu ynh ych yt yu
    """
_RIMES = frozenset(_RIME_LIST.split())
_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}
_TONE_ON_CONSONANT = pattern("[^aeiouyAEIOUY\u0302\u0306\u031b\u0323][\u0300\u0301\u0309\u0303\u0323]")
"""`ñ` and `ś` come apart into a letter and the mark of a tone."""
_STOPPED = pattern(r"(?:c|ch|p|t)\Z")
_FRONT = ("i", "e", "ê", "y")
_ONSET_SET = frozenset(_ONSETS)


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether the letters form one Vietnamese syllable, in any case (`Đoàn`, `NGHIÊNG`; not `TTXVN`, `nghành`)."""
    plain, tones = _split_tone(word.lower())
    if len(tones) > 1 or _TONE_ON_CONSONANT.search(unicodedata.normalize("NFD", word)):
        return False
    for length in (3, 2, 1, 0):
        onset, rime = plain[:length], plain[length:]
        if rime in _RIMES and onset in _ONSET_SET and _spelled(onset, rime):
            return not _STOPPED.search(plain) or tones in (["sắc"], ["nặng"])
    # `gi` keeps one i before a rime that begins with it: gì, gìn, giếng.
    if plain.startswith("gi") and "i" + plain[2:] in _RIMES:
        return not _STOPPED.search(plain) or tones in (["sắc"], ["nặng"])
    return False


LOANS = frozenset(
    """
    ôtô oto môtô ôxy ôxi axít axit bazơ điêzen diezen mêtan êtan butan carô nilông nilon magiê natri kali canxi
    clo sôcôla cacao càphê vácxin vắcxin văcxin ampe vôn oát kilômét
    kilôgam xăngtimét milimét phécmơtuya đôla rúp euro sêri xêri tivi rađiô radio viđêô video gara bêtông ximăng
    côngtenơ contenơ rơmoóc xơmi pijama băngrôn panô ápphích apphich lôgô lôgic logic xìphông tôn tôngđơ ôzôn nitơ
    phốtpho phốtphát sunphat sunfat clorua gluxít lipít prôtêin protein vitamin insulin côlestêrôn aspirin
    pênixilin cămpuchia campuchia inđônêxia malaixia singapo philíppin myanma ôxtrâylia braxin achentina
    lênin mác ăngghen pari béclin mátxcơva xôviết bônsêvích cácmác giatô kitô
    amiăng atisô bơ búpphê sâmpanh vốtka uýtki xúcxích patê bíttết cátxê cátsê xiếc mítting míttinh
    """.split()  # noqa: SIM905 - a list of words reads better without a hundred quotes
)
"""Words from other languages that newspapers write in one piece; no syllables, and no mistakes."""


def is_word(word: str) -> bool:
    """Return whether the letters are a Vietnamese syllable or a loan word that is written in one piece."""
    return is_syllable(word) or word.lower() in LOANS


def rhymes(one: str, other: str) -> bool:
    """Whether two syllables rhyme in verse: one rime but for its glide (`khoai`, `dài`), both level or not."""
    (first, level), (second, other_level) = _sound(one), _sound(other)
    return first == second and level == other_level and one.lower() != other.lower()


@lru_cache(maxsize=1024)
def _sound(word: str) -> tuple[str, bool]:
    """The rime of a syllable without its glide, and whether its tone is level (`ngang`, `huyền`)."""
    plain, tones = _split_tone(word.lower())
    onset = next((length for length in (3, 2, 1, 0) if plain[:length] in _ONSET_SET and plain[length:] in _RIMES), 0)
    rime = plain[onset:]
    glide = rime[:2] in ("oa", "oă", "oe", "uâ", "uê", "uơ", "uy") and (rime[1:] in _RIMES or rime[:2] == "uy")
    return rime[1:] if glide else rime, not tones or tones == ["huyền"]


def _split_tone(word: str) -> tuple[str, list[str]]:
    marks = unicodedata.normalize("NFD", word)
    tones = [_TONES[mark] for mark in marks if mark in _TONES]
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)), tones


def _spelled(onset: str, rime: str) -> bool:
    """c/k, g/gh and ng/ngh go by the vowel that follows."""
    front = rime.startswith(_FRONT)
    if onset in ("k", "gh", "ngh"):
        return front
    return not (front and onset in ("c", "g", "ng")) or (onset, rime) == ("g", "i")
