"""`bulletin share`: pictures that fit, words that are true, files that are complete."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from build_issues import body, write_issue
from PIL import Image
from release_kit import A4, article, pdf, release, words

from bulletin.build.recipe import build_job
from bulletin.cli.main import run
from bulletin.delivery.sharing import job as job_module
from bulletin.delivery.sharing.job import share_job
from bulletin.delivery.sharing.pictures import SMALL_BYTES, cover, jpeg, needed
from bulletin.delivery.sharing.texts import describe, descriptions, posts
from bulletin.errors import ExitCode, InputError, ProofError
from bulletin.pdf.pages.words import place_of
from bulletin.pdf.pdfium import open_pdfium

LEAD = article(
    "ca", "Hai giờ sáng, bến cá đã lên đèn", 1, slot="lead", lead="Gió mùa về. Thuyền ra khơi.", alt="Thuyền cá."
)
OTHERS = (
    article("xe", "Thêm hai chuyến xe sớm", 2, section="Kinh tế"),
    article("den", "Thêm 64 bóng đèn", 1, 2, alt="Ngõ tối có đèn mới"),
    article("cho", "Một buổi chợ", 2, section="Kinh tế"),
)
ISSUE = words((LEAD, *OTHERS))


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    return release(tmp_path / "so-07", {"screen": (pdf(2, A4), {})}, ISSUE)


def test_everything_for_a_post_is_written(issue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["share", str(issue)]) is ExitCode.DONE
    folder = issue / "build" / "share"
    assert capsys.readouterr().out.split() == [
        str(folder / name) for name in sorted(path.name for path in folder.iterdir())
    ]  # fmt: skip
    sizes = {path.name: Image.open(path).size for path in folder.glob("*.jpg")}
    high = {1080: 1527, 2048: 2896}
    assert sizes == {
        "bia-vuong.jpg": (1080, 1080), "bia-ngang.jpg": (1920, 1080),
        **{f"trang-0{page}-{px}.jpg": (px, pytest.approx(high[px], abs=1)) for page in (1, 2) for px in high},
    }  # fmt: skip
    assert (folder / "ben-nuoc-2026-07.pdf").read_bytes() == (issue / "build" / "screen.pdf").read_bytes()
    described = (folder / "mo-ta.txt").read_text(encoding="utf-8")
    assert all(name in described for name in sizes)


def test_the_link_of_mail_yaml_is_the_address_of_the_post(issue: Path) -> None:
    assert "https://ben-nuoc.example\n" in shared(issue), "without mail.yaml the portal"
    (issue.parent / "publication.yaml").write_text("id: ben-nuoc\n", "utf-8")
    (issue.parent / "mail.yaml").write_text(
        'from: "tin@ben-nuoc.example"\nfrom_name: "Bến Nước"\nsmtp: {host: smtp.ben-nuoc.example}\n'
        'link: "https://ben-nuoc.example/{ma}/{nam}/{so}.pdf"\n',
        "utf-8",
    )
    text = shared(issue)
    assert text.count("https://ben-nuoc.example/ben-nuoc/2026/7.pdf\n") == 2
    assert "https://khac.example/7\n" in shared(issue, link="https://khac.example/7"), "what is typed comes first"


def shared(issue: Path, **job: str) -> str:
    share_job({"folder": str(issue), **job})
    return (issue / "build" / "share" / "bai-dang.txt").read_text("utf-8")


def test_pictures_hold_nothing_but_the_picture(issue: Path) -> None:
    share_job({"folder": str(issue)})
    for path in (issue / "build" / "share").glob("*.jpg"):
        data = path.read_bytes()
        assert not any(f"\xff{mark}".encode("latin-1") in data[:600] for mark in "\xe1\xe2\xed\xee\xfe")
        with Image.open(path) as picture:
            assert picture.mode == "RGB"  # without a profile that is sRGB
            assert set(picture.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }
        assert "-2048" in path.name or len(data) < SMALL_BYTES


def test_the_same_issue_gives_the_same_bytes_and_old_pages_go(issue: Path) -> None:
    folder = issue / "build" / "share"
    share_job({"folder": str(issue)})
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "trang-09-1080.jpg").write_bytes(b"of a longer issue")
    (folder / "ghi-chu.txt").write_bytes(b"the officer's own")
    share_job({"folder": str(issue / "build")})
    again = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert again == {**first, "ghi-chu.txt": b"the officer's own"}


def test_a_noisy_page_gets_a_lower_quality_until_it_fits() -> None:
    import random

    noise = Image.frombytes("RGB", (1080, 1527), random.Random(1).randbytes(1080 * 1527 * 3))
    assert len(jpeg(noise).data) > SMALL_BYTES
    fitted = jpeg(noise.resize((540, 763)).resize((1080, 1527), Image.Resampling.BICUBIC), SMALL_BYTES)
    assert len(fitted.data) < SMALL_BYTES
    assert 30 <= fitted.quality < 90


def test_a_large_pdf_is_left_out_with_a_finding(issue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share_job({"folder": str(issue)})
    monkeypatch.setattr(job_module, "PDF_BYTES", 100)
    made = share_job({"folder": str(issue)})
    assert [found["rule"] for found in made["findings"]] == ["share.pdf-too-large"]
    assert not list((issue / "build" / "share").glob("*.pdf"))


@pytest.mark.parametrize("file", ["screen.pdf", "articles.json"])
def test_a_changed_file_is_not_shared(issue: Path, file: str) -> None:
    with (issue / "build" / file).open("ab") as stream:
        stream.write(b"\n")
    with pytest.raises(ProofError):
        share_job({"folder": str(issue)})
    assert not (issue / "build" / "share").exists()


def test_without_a_screen_edition_there_is_nothing_to_share(tmp_path: Path) -> None:
    issue = release(tmp_path / "so-07", {"office": (pdf(1, A4), {})})
    with pytest.raises(InputError) as caught:
        share_job({"folder": str(issue)})
    assert caught.value.findings[0].rule.id == "share.no-screen"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ben nuoc", "https://", "https://a b.example"])
def test_a_link_is_a_web_address(issue: Path, link: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["share", str(issue), "--link", link, "--json"]) is ExitCode.USAGE
    assert json.loads(capsys.readouterr().out)["findings"][0]["rule"] == "share.bad-link"


def test_no_link_is_told(tmp_path: Path) -> None:
    issue = release(tmp_path / "so-07", {"screen": (pdf(1, A4), {})}, words((LEAD,), portal=""))
    found = share_job({"folder": str(issue)})["findings"]
    assert [one["rule"] for one in found] == ["share.no-link"]


def test_the_posts_say_what_is_inside_and_where_to_read_it() -> None:
    short, long = posts(ISSUE, "https://ben-nuoc.example/7.pdf").split("=== BẢN DÀI")
    for post in (short, long):
        assert "BẢN TIN Bến Nước – Số 7 – Thứ Sáu, ngày 20 tháng 11 năm 2026" in post
        assert "https://ben-nuoc.example/7.pdf" in post
        assert LEAD.title in post
    assert "… và 1 tin, bài khác." in short
    assert all(one.title in long for one in OTHERS)
    assert long.count("Kinh tế\n") == 1  # a section that comes twice in print is one heading
    assert "• Một buổi chợ – trang 2" in long
    assert "Gió mùa về. Thuyền ra khơi." in long
    assert "Trong số này" not in posts(words((LEAD,)), "")


def test_every_page_is_described_with_its_stories_and_photos() -> None:
    assert describe(ISSUE, 1, 2).endswith(
        "Các bài: “Hai giờ sáng, bến cá đã lên đèn”; “Thêm 64 bóng đèn”. Ảnh: Thuyền cá. Ảnh: Ngõ tối có đèn mới."
    )
    second = describe(ISSUE, 2, 2)
    assert "Tiếp theo trang trước: “Thêm 64 bóng đèn”." in second
    assert "Ngõ tối" not in second
    many = words(tuple(article(f"a{n}", f"Chuyện ở xóm thứ {n} " * 9, 1) for n in range(30)))
    assert all(len(block) < 1100 for block in descriptions(many, 1, ["a.jpg"], [("b.jpg", 1)]).split("\n\n"))


def test_the_covers_show_masthead_and_lead_headline(tmp_path: Path) -> None:
    title = "Mười hai nhà cùng góp gạch lát lại con ngõ dài ba trăm mét"
    story = {"id": "mot", "section": "doi-song", "title": title, "body": body(6)}
    folder = write_issue(tmp_path / "so", [story], ["lead"])
    build_job(
        {"folder": str(folder), "out": str(folder / "build"), "cache": str(tmp_path / "cache"),
         "choices": {"editions": ["screen"]}}
    )  # fmt: skip
    with open_pdfium((folder / "build" / "screen.pdf").read_bytes()) as document:
        page = document[0]
        box = place_of(page, title)
        assert box is not None
        name = place_of(page, "Bến Nước")
        assert name is not None
        assert name[1] < box[1] < box[3] < 0.6
        assert place_of(page, "không có chữ này") is None
        share = needed(page, title)
        assert box[3] < share < 1
        wide = cover(page, (1920, 1080), share)
        whole = cover(page, (1920, 1080), needed(page, "không có chữ này"))
        page.close()
    # Where the whole page must be seen, it is upright in the middle of a grey ground.
    assert whole.getpixel((5, 540)) == (236, 236, 236)
    assert whole.getpixel((960, 1070)) != (236, 236, 236)
    assert wide.size == (1920, 1080)
    assert share_job({"folder": str(folder)})["files"]
    with io.BytesIO((folder / "build" / "share" / "bia-ngang.jpg").read_bytes()) as data, Image.open(data) as picture:
        assert picture.size == (1920, 1080)
