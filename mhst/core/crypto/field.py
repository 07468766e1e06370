from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from mhst.core.crypto.keys import KeyRing, ring


@dataclass(frozen=True)
class Sealed:
    """Ciphertext as the database holds it. Shows nothing when printed or logged."""

    value: bytes

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


class _Opening(DeferredAttribute):
    """Opens the value when it is read, and only then: lists that do not show it never decrypt it."""

    field: Any

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        return self.field.opened(value, instance) if isinstance(value, Sealed) else value

    def __set__(self, instance: Any, value: Any) -> None:  # makes this win over the instance's own dict
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.BinaryField):
    """Text sealed at rest for its table, column and row, by the key ring of this name.

    Cannot be searched, ordered or set by `update()`; `.values()` gives `Sealed`. Renaming its table or column
    needs a migration that seals every value again.
    """

    descriptor_class = _Opening
    description = "Encrypted text"
    empty_values = [None, ""]

    def __init__(self, *args: Any, ring: str = "main", **kwargs: Any) -> None:
        self.ring_name = ring
        super().__init__(*args, **{"blank": True, **kwargs, "editable": True})

    @property
    def ring(self) -> KeyRing:
        return ring(self.ring_name)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        named = {} if self.ring_name == "main" else {"ring": self.ring_name}
        return name, "mhst.core.crypto.EncryptedTextField", args, {**kwargs, **named}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_row_id_is_known()]

    def _check_row_id_is_known(self) -> list[checks.CheckMessage]:
        if not isinstance(self.model._meta.pk, models.AutoField):
            return []
        return [checks.Error("needs a row id that is known before the row is saved, such as a UUID", obj=self)]

    def place_of(self, pk: Any) -> str:
        """Table, column and row, as associated data. Raises: FieldError for a row without its id."""
        if pk is None:
            raise FieldError(f"{self.model.__name__}.{self.name} needs a row id before it can be sealed")
        return f"{self.model._meta.db_table}.{self.column}.{pk}"

    def opened(self, value: Sealed, instance: models.Model) -> str:
        """The text of a value that this row holds. Raises: CannotOpen."""
        return self.ring.open(value.value, about=self.place_of(instance.pk)).decode()

    def resealed(self, value: Sealed, pk: Any) -> Sealed:
        """The value of that row under the current key. Raises: CannotOpen."""
        return Sealed(self.ring.reseal(value.value, about=self.place_of(pk)))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None:
            return None
        if isinstance(value, Sealed):
            if add:
                raise FieldError(f"{self.name} was sealed for another row; give the new row its text")
            return value
        return Sealed(self.ring.seal(value.encode(), about=self.place_of(model_instance.pk)))

    def get_default(self) -> Any:
        return None if self.null else ""

    def to_python(self, value: Any) -> Any:
        return value if value is None else str(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else Sealed(bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise FieldError(f"{self.name} is encrypted: it cannot be searched, and only save() of its row can seal it")
        return super().get_db_prep_value(value.value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in {"isnull", "exact"} else None

    def value_to_string(self, obj: models.Model) -> str:
        raise FieldError(f"{self.name} is encrypted and is not serialised")

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        given = {"form_class": forms.CharField, "widget": forms.Textarea, **kwargs}
        if self.null:
            given.setdefault("empty_value", None)
        return models.Field.formfield(self, **given)
