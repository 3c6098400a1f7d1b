"""Who gets in: one browser, once, from the editor's own pages, with forms of its own; nothing else does anything."""

from generator.editor.guard import LARGEST

PROCEDURE = "national/procedures/first-visit.yml"
CHANGE = "/edit/change/procedures/first-visit?at=duties.peer-worker"


def before_and_after(here, act):
    """Return whether the content is as it was after something was tried."""
    files = {path: path.read_bytes() for path in here.content.rglob("*") if path.is_file()}
    act()
    return files == {path: path.read_bytes() for path in here.content.rglob("*") if path.is_file()}


def test_the_address_works_once(site, edit):
    """The word in the address lets one browser in, once; its cookie cannot be read by scripts or sent from elsewhere."""
    browser = edit(site().root, let_in=False)
    before = browser.see("/")
    entered = browser.enter()
    inside = browser.see("/")
    again = edit_again(browser)

    assert (403, 200, 200, 403) == (before.status, entered.status, inside.status, again.status)
    assert "HttpOnly; SameSite=Strict" in entered.heads["set-cookie"]
    assert "works once" in again.words


def edit_again(browser):
    """Open the same address in another browser."""
    return type(browser)(browser.editor).enter()


def test_every_page_says_what_a_browser_may_do(site, edit):
    """Nothing from elsewhere is fetched, no script stands in a page, nobody frames it, and nothing is kept."""
    heads = edit(site().root).see("/").heads

    assert "default-src 'none'; script-src 'self'" in heads["content-security-policy"]
    assert "frame-ancestors 'none'" in heads["content-security-policy"]
    assert ("nosniff", "no-store", "DENY") == (
        heads["x-content-type-options"],
        heads["cache-control"],
        heads["x-frame-options"],
    )


def test_no_other_page_can_send_a_form(site, edit):
    """Another origin, none at all, another name for this machine, a missing or wrong word in the form: refused."""
    here = site()
    browser = edit(here.root)
    form = browser.see(CHANGE).form("back")
    form["f.duty"] = ["Comes."]
    stranger = {**form, "form-word": ["wrong"]}
    bare = {name: given for name, given in form.items() if name != "form-word"}
    answers = []

    def attack():
        for origin in ("https://attack.example", "null", ""):
            browser.origin, own = origin, browser.origin
            answers.append(browser.send(CHANGE, form).status)
            browser.origin = own
        answers.append(browser.ask("POST", CHANGE, b"", Host="attack.example").status)
        answers.append(browser.ask("GET", "/", Host="attack.example").status)
        answers.append(browser.ask("GET", "/", Sec_Fetch_Site="cross-site").status)
        answers.append(browser.ask("GET", "/", Origin="https://attack.example").status)
        answers.extend(browser.send(CHANGE, each).status for each in (stranger, bare))
        answers.append(browser.ask("PUT", CHANGE, b"").status)

    is_as_before = before_and_after(here, attack)
    saved = browser.send(CHANGE, form)

    assert [403] * 10 == answers
    assert is_as_before
    assert "Saved." in saved.words


def test_too_much_is_refused_before_it_is_read(site, edit):
    """A request that says it is huge, and one that is without saying so, are refused; the editor goes on."""
    browser = edit(site().root)
    told = browser.ask("POST", CHANGE, b"x", Content_Length=str(LARGEST + 1), Content_Type="text/plain").status
    after = browser.see("/").status

    assert (413, 200) == (told, after)


def test_nothing_is_given_out_but_what_is_listed(site, edit):
    """No path among the static files or the pages leads to a file of the machine."""
    here = site()
    browser = edit(here.root)
    (here.folder / "secret.yml").write_text("secret", encoding="utf-8")
    paths = (
        *("/static/../../../secret.yml", "/static/%2e%2e/%2e%2e/secret.yml", "/static/stylesheets/../../x"),
        *("/see/peer/..%2f..%2fsecret.yml", "/mend/../secret.yml", "/mend/%2e%2e/secret.yml", "/mend//etc/hosts"),
        *("/mend/content/national/%2e%2e/%2e%2e/secret.yml", "/document/..%2f..%2fsecret", "/mend/mkdocs.yml"),
    )
    answers = [browser.see(path) for path in paths]

    assert all(each.status in (404, 422) for each in answers)
    assert not any(
        "secret" in each.text.replace("secret.yml", "").replace("secret&#34;", "").replace("/secret", "")
        for each in answers
    )
