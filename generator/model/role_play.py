"""A role play: a public scene, private briefs that only the actor sees, an observer sheet, a safe way out of role."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from generator.model.base import TRAINER_ONLY, Content, ContentNote, Element, Id, Label, Line, Markdown, Minutes
from generator.model.document import Document


class Timings(Content):
    """Minutes for each part. A run is 25 minutes unless there is a reason."""

    set_up: Minutes = Field(5, description="Reading the briefs and settling.")
    play: Minutes = Field(7, description="In role.")
    debrief: Minutes = Field(10, description="Talking about it.")
    de_role: Minutes = Field(3, description="Coming out of role.")

    @property
    def total(self) -> int:
        """All of it, in minutes."""
        return self.set_up + self.play + self.debrief + self.de_role


class Role(Element):
    """Someone to play. The private brief goes only to the actor."""

    name: Label = Field(description='Who it is: "The peer worker", or an invented first name.')
    public: Markdown = Field(description="What everyone may know about this role.")
    private: Annotated[Markdown, TRAINER_ONLY] = Field(
        description="What only the actor knows, in at most 150 words. On the face of the actor's card; nobody else's."
    )
    more: Annotated[Markdown | None, TRAINER_ONLY] = Field(
        None, description="The rest of what only the actor knows, printed overleaf on the actor's card."
    )


class SpokenLine(Element):
    """How it might sound. Shown to participants, so it gives no private brief away."""

    role: Id = Field(description="The role that says it.")
    when: Line = Field(description="At what moment.")
    say: Line = Field(description="The words.")


class DebriefQuestion(Element):
    """A question for after the play; asked in the order of the list."""

    to: Literal["peer-worker", "person", "third", "observer", "group"] = Field(description="Who is asked.")
    ask: Line = Field(description="The question, in the words to say.")
    core: bool = Field(
        False, description="Whether it is one of the three that are always asked, however little time is left."
    )


class Variant(Element):
    """The same role play with something changed."""

    title: Label = Field(description="What it is called.")
    public: Markdown = Field(description="What changes in the scene, for everyone.")
    private: Annotated[Markdown | None, TRAINER_ONLY] = Field(
        None, description="What changes in the private briefs, for the actors only."
    )


class RolePlay(Document):
    """A role play script."""

    aim: Line = Field(description="What people practise, and why it matters.")
    skill: Line = Field(description="The one skill under test.")
    setting: Line = Field(description="Where it happens.")
    timings: Timings = Field(default_factory=Timings, description="Minutes for each part.")
    content_note: ContentNote | None = Field(None, description="For hard topics.")
    scene: Markdown = Field(description="What everyone is told before they begin.")
    roles: tuple[Role, ...] = Field(min_length=2, description="Two or three roles.")
    look_for: tuple[Line, ...] = Field(
        min_length=3, max_length=6, description="What the observer watches and listens for."
    )
    lines: tuple[SpokenLine, ...] = Field((), description="How it might sound.")
    pause_word: Label = Field(description="The word anyone may say to stop.")
    debrief: tuple[DebriefQuestion, ...] = Field(min_length=3, description="Questions in order.")
    de_role: tuple[Line, ...] = Field(min_length=2, description="Steps to come out of role.")
    watch_for: Annotated[tuple[Line, ...], TRAINER_ONLY] = Field(
        (), description="What the trainer watches for, and does."
    )
    variants: tuple[Variant, ...] = Field((), description="The same scene with something changed.")

    @model_validator(mode="after")
    def _lines_are_spoken_by_roles(self) -> Self:
        names = {role.id for role in self.roles}
        unknown = [line.role for line in self.lines if line.role not in names]
        if unknown:
            raise ValueError(
                f'a line is spoken by "{unknown[0]}", which is no role; the roles are {", ".join(sorted(names))}'
            )
        return self
