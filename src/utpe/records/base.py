# SPDX-License-Identifier: MIT
"""What every record is made of: ids, bilingual texts, references, citations, documents, points.

The reading layer hands over text only (every YAML scalar is text or null), so the types below decide
what a value means: `no` in a title stays `no`, `012` never becomes 12, and a number that is not one
is an error that names the field.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    RootModel,
    StringConstraints,
    Tag,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from utpe.immutable import immutable
from utpe.records.edtf import Edtf
from utpe.records.vocab import BasisOfPoint, Confidence, DocumentKind, DocumentState, Permission

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MAX_SHORT, MAX_LONG = 300, 2_000
MAX_PARAGRAPHS = 3


@immutable
class Refers:
    """Marks a field whose value is the id of a record of `collection`."""

    collection: str


def _to_int(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?(0|[1-9][0-9]{0,14})", value):
            raise PydanticCustomError("number_text", "not a whole number: {value}", {"value": value})
        return int(value)
    return value


def _to_float(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", value):
            raise PydanticCustomError("number_text", "not a number: {value}", {"value": value})
        return float(value)
    return value


def _to_bool(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise PydanticCustomError("bool_text", "neither true nor false: {value}", {"value": value})
        return value == "true"
    return value


def _check_url(value: str) -> str:
    if (
        not re.match(r"https?://[^/\s]+", value)
        or not value.isascii()
        or re.search(r"[\s<>\"\\^`{|}]", value)
    ):
        raise PydanticCustomError("url_form", "not an http(s) address: {value}", {"value": value})
    return value


Int = Annotated[int, BeforeValidator(_to_int)]
Float = Annotated[float, BeforeValidator(_to_float)]
Bool = Annotated[bool, BeforeValidator(_to_bool)]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=MAX_SHORT, strip_whitespace=True)]
Long = Annotated[str, StringConstraints(min_length=1, max_length=MAX_LONG, strip_whitespace=True)]
Url = Annotated[
    str,
    StringConstraints(min_length=8, max_length=1_000),
    Field(json_schema_extra={"format": "uri", "pattern": "^https?://"}),
    # After the length check, so that a long text is reported as long and not as malformed.
    BeforeValidator(lambda v: _check_url(v) if isinstance(v, str) else v),
]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), Refers("countries")]

CityId = Annotated[Slug, Refers("cities")]
MeetingId = Annotated[Slug, Refers("meetings")]
SummitId = Annotated[Slug, Refers("summits")]
OrganizationId = Annotated[Slug, Refers("organizations")]
PublicationId = Annotated[Slug, Refers("publications")]
BodyId = Annotated[Slug, Refers("governance")]
BorderId = Annotated[Slug, Refers("borders")]
AreaId = Annotated[Slug, Refers("areas")]
SourceId = Annotated[Slug, Refers("sources")]
PlanId = Annotated[Slug, Refers("plans")]
TopicId = Annotated[Slug, Refers("topics")]


class Part(BaseModel):
    """The base of everything in a record: frozen, and no unknown field passes."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            # Pydantic's own looks for private and for extra fields, which there are none of, for a long time;
            # many a record is asked for what only others have.
            raise AttributeError(name)


_GIVEN: set[str] = set()


def slim(part: BaseModel) -> None:
    """Make a record and its parts share one set of the fields that were given, which pydantic keeps for each.

    Nobody asks for it, and the sets took a quarter of the memory of a register.
    """
    object.__setattr__(part, "__pydantic_fields_set__", _GIVEN)
    values = part.__dict__
    for name in _fields_with_parts(type(part)):
        value = values[name]
        for item in value if type(value) is tuple else (value,):
            if isinstance(item, BaseModel):
                slim(item)


@cache
def _fields_with_parts(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, field in model.model_fields.items() if _may_be_part(field.annotation))


def _may_be_part(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_may_be_part(inner) for inner in get_args(annotation))


class Text(RootModel[dict[str, str]]):
    """One text in the languages of the site; at least one of them.

    The languages come from the validation context (`{"languages": ("es", "pt")}`).
    Errors: `text_empty`, `text_language` (with `value` and `expected`).
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _check_languages(self, info: ValidationInfo) -> Text:
        languages = (info.context or {}).get("languages", ("es", "pt"))
        if not self.root:
            raise PydanticCustomError("text_empty", "no text in any language", {})
        for code, text in self.root.items():
            if code not in languages:
                raise PydanticCustomError(
                    "text_language", "unknown language {value}", {"value": code, "expected": list(languages)}
                )
            if not text.strip():
                raise PydanticCustomError("text_empty", "empty text in {value}", {"value": code})
        return self

    def get(self, language: str) -> str | None:
        """The text in `language`, or None."""
        return self.root.get(language)

    def best(self, language: str) -> tuple[str, str]:
        """(text, its language): the one asked for, else the first that exists."""
        if language in self.root:
            return self.root[language], language
        other = next(iter(self.root))
        return self.root[other], other

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        text = {"type": "string", "minLength": 1, "maxLength": MAX_LONG}
        return {
            "type": "object",
            "properties": {"es": text, "pt": text},
            "patternProperties": {"^[a-z]{2}$": {**text}},
            "additionalProperties": False,
            "minProperties": 1,
        }


Title = Annotated[
    Annotated[Short, Tag("<printed>")] | Annotated[Text, Tag("<described>")],
    Discriminator(lambda value: "<described>" if isinstance(value, dict | Text) else "<printed>"),
]
"""A title in the language of what it names, never translated; or our description in each language."""


class Citation(Part):
    """Which source says it, where in it, and which fields of the record it supports."""

    id: SourceId
    """Id of the source in sources.yaml."""
    locator: Short | None = None
    """Page, article, section or identifier inside the source."""
    supports: tuple[Short, ...] = ()
    """Fields of this record that the source backs; empty means the record as a whole."""
    editor_note: Long | None = None
    """For editors only, in any language; never shown."""


class Document(Part):
    """A document of a meeting or of a publication: minutes, programme, slides, declaration."""

    kind: DocumentKind
    """What it is."""
    state: DocumentState = DocumentState.FOUND
    """Whether it was found; a document looked for in vain is recorded too."""
    title: Short | None = None
    """Title as printed, in its own language."""
    language: LanguageCode | None = None
    """ISO 639 code of its language."""
    url: Url | None = None
    """Where it can be read."""
    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._/-]{0,120}$")] | None = None
    """Path under content/assets/documents/ when the site keeps the file itself (10 MB at most)."""
    archived: Url | None = None
    """Address of an archived copy."""
    permission: Permission = Permission.LINK_ONLY
    """On what ground the document is offered here."""
    publication_id: PublicationId | None = None
    """The publication record that describes it."""
    source_id: SourceId | None = None
    """The source that mentions or carries it."""
    note: Text | None = None
    """What a reader should know about it."""


class Point(Part):
    """A place on the map, WGS 84, and where the figure comes from."""

    lat: Annotated[Float, Field(ge=-90, le=90)]
    """Latitude in degrees."""
    lon: Annotated[Float, Field(ge=-180, le=180)]
    """Longitude in degrees."""
    basis: BasisOfPoint
    """How the point was obtained."""
    place: Short | None = None
    """The locality whose point it is, when it is not the record's own."""


class Population(Part):
    """How many inhabitants, counted when and over what."""

    value: Annotated[Int, Field(gt=0)]
    """Inhabitants."""
    year: Annotated[Int, Field(ge=1800, le=2100)] | None = None
    """Year of the count; null when the source gives none."""
    is_approximate: Bool = False
    """True when the source rounds."""
    definition: Text | None = None
    """What exactly was counted."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Sources of the figure."""


class Paragraph(Part):
    """A paragraph of what the fields of a record cannot tell, in our own words."""

    text: Text
    """The paragraph, in plain words; whole sentences, no markup."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where everything in the paragraph comes from."""


class Record(Part):
    """What all records share."""

    id: Annotated[Slug, WithJsonSchema({"type": "string", "pattern": SLUG, "maxLength": 80})]
    """Lower-case ASCII name for addresses; never changes once published."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where the facts come from."""
    confidence: Confidence = Confidence.HIGH
    """How far the sources carry the record."""
    inferred: tuple[Short, ...] = ()
    """Fields deduced by the editors and not stated by a source."""
    narrative: tuple[Paragraph, ...] = Field(default=(), max_length=MAX_PARAGRAPHS)
    """The story around the fields: one to three paragraphs, each with its sources."""
    note: Text | None = None
    """What a reader should know: doubts, contradictions, limits."""
    editor_note: Long | None = None
    """For editors only, in any language; never shown."""
    reviewed: Edtf | None = None
    """The day on which somebody last compared the whole record with its sources."""
    former_ids: tuple[Slug, ...] = ()
    """Ids that the record had before."""
