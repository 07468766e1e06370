from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.core import clock
from mhst.core.form_page import confirm_page, form_page
from mhst.core.permissions import Permission as P
from mhst.core.requests import ViewerRequest
from mhst.places import affected
from mhst.places.actions import room as actions
from mhst.places.forms.room import RoomBlockForm, RoomForm, RoomHoursForm
from mhst.places.queries import room_page as rooms
from mhst.places.queries import school as schools


@require_GET
def detail(request: ViewerRequest, id: UUID, room: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    shown = rooms.get_of_school(room, school)
    context = {"school": school, "shown": shown, "may_edit": request.user.can(P.ROOM_EDIT, school)}
    return render(request, "places/room/detail.html", context)


@require_http_methods(["GET", "POST"])
def add(request: ViewerRequest, id: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    request.user.require(P.ROOM_EDIT, school)
    return form_page(
        request,
        form=RoomForm(request.POST or None, initial={"is_confidential": True}),
        act=lambda given: actions.add(school=school, by=request.user, **given),
        done="The room is added. Say now when it is lent: until then it is never offered.",
        to=f"{reverse('school', args=[school.pk])}#rooms",
        template="places/room/add.html",
        context={"school": school},
    )


@require_http_methods(["GET", "POST"])
def change(request: ViewerRequest, id: UUID, room: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    shown = rooms.get_of_school(room, school)
    request.user.require(P.ROOM_EDIT, school)
    names = ("name", "capacity", "is_confidential", "directions")
    initial = {**{name: getattr(shown.room, name) for name in names}, "units": shown.units}
    return form_page(
        request,
        form=RoomForm(request.POST or None, initial=initial),
        act=lambda given: actions.change(room=shown.room, by=request.user, **given),
        done=f"{shown.room} is saved.",
        to=_to_room(school.pk, room),
        template="places/room/change.html",
        context={"school": school, "room": shown.room},
    )


@require_http_methods(["GET", "POST"])
def hours(request: ViewerRequest, id: UUID, room: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    shown = rooms.get_of_school(room, school)
    request.user.require(P.ROOM_EDIT, school)
    return form_page(
        request,
        form=RoomHoursForm(request.POST or None, hours=shown.minutes),
        act=lambda given: actions.set_hours(room=shown.room, hours=given["hours"], by=request.user),
        done=f"The hours of {shown.room} are saved.",
        to=_to_room(school.pk, room),
        template="places/room/hours.html",
        context={"school": school, "room": shown.room},
    )


@require_http_methods(["GET", "POST"])
def block(request: ViewerRequest, id: UUID, room: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    shown = rooms.get_of_school(room, school)
    request.user.require(P.ROOM_EDIT, school)
    return form_page(
        request,
        form=RoomBlockForm(request.POST or None),
        act=lambda given: actions.block(room=shown.room, by=request.user, **given),
        done=f"{shown.room} is taken back for those dates.",
        to=_to_room(school.pk, room),
        template="places/room/block.html",
        context={"school": school, "room": shown.room},
    )


@require_http_methods(["GET", "POST"])
def lift_block(request: ViewerRequest, id: UUID, room: UUID, block: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    shown = rooms.get_of_school(room, school)
    found = rooms.get_block(block, shown.room)
    request.user.require(P.ROOM_EDIT, school)
    return confirm_page(
        request,
        act=lambda: actions.lift_block(block=found, by=request.user),
        done=f"{shown.room} is lent again then.",
        to=_to_room(school.pk, room),
        template="places/room/lift_block.html",
        context={"school": school, "room": shown.room, "taken_back": found},
    )


@require_http_methods(["GET", "POST"])
def take_out_of_use(request: ViewerRequest, id: UUID, room: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    shown = rooms.get_of_school(room, school)
    request.user.require(P.ROOM_EDIT, school)
    return confirm_page(
        request,
        act=lambda: actions.take_out_of_use(room=shown.room, by=request.user),
        done=f"{shown.room} is out of use.",
        to=_to_room(school.pk, room),
        template="places/room/out_of_use.html",
        context={
            "school": school,
            "room": shown.room,
            "sessions": affected.sessions_at(school.pk, clock.today(), room_id=room),
        },
    )


@require_POST
def put_back_in_use(request: ViewerRequest, id: UUID, room: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    shown = rooms.get_of_school(room, school)
    return confirm_page(
        request,
        act=lambda: actions.put_back_in_use(room=shown.room, by=request.user),
        done=f"{shown.room} is lent again at its hours.",
        to=_to_room(school.pk, room),
        template="",
        context={},
    )


def _to_room(school_id: UUID, room_id: UUID) -> str:
    return reverse("room", args=[school_id, room_id])
