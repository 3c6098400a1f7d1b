"""What every page says of its edition: names, colours, who to call."""

from datetime import date

from generator.colours import DARK, readable
from generator.editions.contacts import help_lines, local_contacts
from generator.editions.edition import Edition
from generator.model.base import Audience
from generator.pages.feedback_link import kept_at
from generator.pages.page import Identity
from generator.pages.search_hints import Call
from generator.pages.sentences import theme_words
from generator.text.escaping import file_address
from generator.text.phones import dialled


def identity(edition: Edition, today: date) -> Identity:
    """Return what stands round the pages of an edition, on the site and on covers, as of `today`."""
    trust, national = edition.trust, edition.national
    address = (trust.address if trust else national.address) or ""
    _ = edition.language.gettext
    name = (trust.short_name or trust.name) if trust else _("National edition")
    site_name = f"{national.title}: {name}"
    if edition.audience is Audience.TRAINER:
        site_name = _("{site}, for trainers", site=site_name)
    first = local_contacts(edition)[:1]
    colours = trust.colours if trust else None
    repository = kept_at(trust.repository if trust else national.repository)
    is_trainer = edition.audience is Audience.TRAINER
    return Identity(
        site_name=site_name,
        site=address.rstrip("/") + "/" if address else "",
        edition=national.edition,
        audience=edition.audience.value,
        trust_name=trust.name if trust else _("National edition"),
        short_name=name,
        example=bool(trust and trust.example),
        notice=national.notice,
        help=tuple(Call(name=each.label, number=each.number, digits=dialled(each.number)) for each in first),
        lines=help_lines(edition, today),
        primary=colours.primary if colours else "",
        accent=colours.accent if colours else "",
        accent_dark=readable(colours.accent, DARK) if colours else "",
        logo=file_address(f"assets/{trust.logo}") if trust and trust.logo else "",
        logo_words=(trust.logo_words or trust.name) if trust else "",
        lang=edition.language.code,
        way=edition.language.way,
        words=theme_words(edition.language),
        sentences=edition.language.says_otherwise,
        repository=repository if is_trainer else "",
        report_to=(trust.report_to if trust else national.report_to) or "",
    )
