"""The pictures of easy read: each shows the one idea of the lines beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from proactive_care.documents.easy_read.sketch import Sketch, arc, drop, heart
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, INK, PALE, WHITE

Picture = Callable[[Sketch], None]


def calendar(s: Sketch) -> None:
    """A month with a heart on one day."""
    s.box(5, 2.5, 24, 22)
    s.box(5, 2.5, 24, 5.5, fill=BLUE)
    for x in (11.0, 23.0):
        s.line((x, 0.8), (x, 4.6), weight=3.4)
        s.line((x, 0.8), (x, 4.6), weight=1.2, ink=WHITE)
    for row in range(3):
        for column in range(5):
            x, y = 8.2 + column * 4, 10.6 + row * 4.6
            s.blot((x, y), (x + 1.8, y), (x + 1.8, y + 1.8), (x, y + 1.8), ink=HAIRLINE)
    s.blot(*heart((17.2, 16.6), 5.6))


def person(s: Sketch) -> None:
    """Somebody who smiles, with a heart."""
    bust(s)
    s.line(*arc((17, 7.6), 2.2, 30, 150))
    s.blot(*heart((20.5, 20.5), 4.4))
    s.line(*drop((14, 18), 4.6), drop((14, 18), 4.6)[0], weight=1.3, ink=BLUE)


def well(s: Sketch) -> None:
    """A heart with a tick."""
    s.shape(*heart((17, 12), 21), fill=BLUE)
    s.line((12, 12), (16, 16), (23.5, 8), weight=3.2, ink=WHITE)


def cuff(s: Sketch) -> None:
    """An arm with a cuff, and the monitor."""
    s.limb((3, 6), (10, 11), (20, 14), (26, 13), width=4.6)
    s.limb((6.6, 8.6), (11.8, 11.9), width=6.4, fill=BLUE)
    s.line((11, 15), (11.5, 20), (15, 22), (18, 21.5), weight=1.4)
    s.box(18, 16.5, 12, 8.5, fill=PALE)
    s.box(20, 18.2, 8, 3.4)
    s.dot((24, 23.4), 0.7, BLUE)


def blood(s: Sketch) -> None:
    """A tube with blood, and drops."""
    s.box(13.5, 1.5, 8.5, 3.8, fill=INK)
    outline = [(14.6, 5.4), *reversed(arc((17.75, 21), 3.15, 0, 180)), (20.9, 5.4)]
    s.shape(outline[0], *outline[1:-1], outline[-1])
    s.blot((14.9, 13), *reversed(arc((17.75, 21), 2.85, 0, 180)), (20.6, 13))
    for y in (8, 9.6):
        s.line((15.8, y), (19.2, y), weight=0.9, ink=GREY)
    s.blot(*drop((27, 12), 5.6))
    s.line(*drop((8.5, 8), 4.6), drop((8.5, 8), 4.6)[0], weight=1.3, ink=BLUE)


def pulse(s: Sketch) -> None:
    """A heart with its beat."""
    s.shape(*heart((17, 12), 21), fill=PALE)
    s.line((3, 13), (11, 13), (13.4, 7), (17, 19), (19.6, 11), (21, 13), (31, 13), ink=BLUE)


def scales(s: Sketch) -> None:
    """Feet on scales."""
    s.box(5, 17, 24, 7.5, fill=PALE)
    s.line(*arc((17, 23.4), 4.2, 180, 360), weight=1.4)
    s.line((17, 23.4), (19, 20.6), ink=BLUE)
    for x in (12.4, 21.6):
        s.limb((x, 3), (x, 14), width=3.4)
        s.limb((x, 14.6), (x + (-2.6 if x < 17 else 2.6), 15.4), width=2.6)


def feet(s: Sketch) -> None:
    """The soles of two feet."""
    for x, side in ((11, -1), (23, 1)):
        s.shape(*arc((x, 16), 4.4, 0, 360, tall=1.75), fill=PALE)
        for toe in range(5):
            s.ring((x + side * (3.4 - toe * 1.7), 7.4 + abs(toe - 1.6) * 0.5), 1.0, WHITE)


def pot(s: Sketch) -> None:
    """A pot for a sample."""
    s.box(9, 3, 16, 4.4, fill=INK)
    s.shape((10.4, 7.6), (11.6, 24), (22.4, 24), (23.6, 7.6))
    s.blot((11.3, 15), (11.9, 23.6), (22.1, 23.6), (22.7, 15), ink=PALE)
    s.line((11.2, 15), (22.8, 15), ink=BLUE)
    for y in (17.5, 20):
        s.line((12.6, y), (15.4, y), weight=1.0, ink=GREY)


def breath(s: Sketch) -> None:
    """Somebody blowing out."""
    _profile(s)
    for y, far in ((10, 27), (12.6, 30), (15.2, 27)):
        s.line((19.5, y), (far, y), ink=BLUE)


def finger(s: Sketch) -> None:
    """A finger in an oxygen clip."""
    s.limb((3.6, 17), (20, 14.4), width=4.6)
    s.shape((15, 8.6), (29, 8), (29, 20), (15, 19.6), fill=BLUE)
    s.box(18.4, 10.6, 8, 5.4)
    s.letters(19.3, 14.8, "O2", 10)


def inhaler(s: Sketch) -> None:
    """An inhaler, as blue as most."""
    s.box(13, 1.6, 7, 8, fill=WHITE)
    s.shape((11, 8), (22, 8), (21, 24), (7, 24), (6, 17.6), (12, 17.6), fill=BLUE)
    for y in (18.6, 20.8, 23):
        s.line((0.8, y), (4.2, y), weight=1.2, ink=BLUE)


def smoking(s: Sketch) -> None:
    """A cigarette with smoke."""
    s.box(4, 17.4, 20, 4, radius=0.4)
    s.box(4, 17.4, 6, 4, fill=PALE, radius=0.4)
    s.blot((22, 17.7), (23.8, 17.7), (23.8, 21.1), (22, 21.1))
    s.line(*arc((26, 13), 2, 90, 270), *arc((26, 8), 3, 90, -90), weight=1.3, ink=GREY)


def phone(s: Sketch) -> None:
    """A telephone receiver that rings."""
    spine = arc((27, 25), 20, 200, 262)
    s.limb(*spine, width=4.4, fill=BLUE)
    for end in (spine[0], spine[-1]):
        s.ring(end, 3.3, BLUE)
    s.line(*spine, weight=12.0 * s.zoom, ink=BLUE)
    for radius in (5, 8):
        s.line(*arc((20, 13), radius, -35, 45), weight=1.5)


def clock(s: Sketch) -> None:
    """A clock."""
    s.disc((17, 13), 11)
    for angle in range(0, 360, 30):
        (outer,) = arc((17, 13), 9.8, angle, angle)[:1]
        s.dot(outer, 0.4)
    s.line((17, 13), (17, 6), weight=2.2)
    s.line((17, 13), (22, 15.6), weight=2.2, ink=BLUE)


def talk(s: Sketch) -> None:
    """Two people who talk."""
    for x, fill in ((8, PALE), (26, BLUE)):
        s.shape(*arc((x, 26), 6, 180, 360), fill=fill)
        s.disc((x, 15.6), 3.5)
    s.box(10, 1.4, 14, 8, radius=2)
    s.blot((15, 9), (19, 9), (15, 12.4), ink=INK)
    for y in (4, 6.6):
        s.line((12.6, y), (21.4, y), weight=1.2, ink=BLUE)


def medicines(s: Sketch) -> None:
    """A box and a strip of tablets."""
    s.box(3, 7, 14, 17, fill=BLUE, radius=0.6)
    s.box(5.4, 11, 9.2, 7, radius=0.4)
    s.line((10, 12.4), (10, 16.6), ink=BLUE)
    s.line((7.8, 14.5), (12.2, 14.5), ink=BLUE)
    s.box(19.5, 9, 12, 15, fill=PALE)
    for row in range(3):
        for x in (22.9, 28.1):
            s.disc((x, 12.2 + row * 4.4), 1.5)


def food(s: Sketch) -> None:
    """A plate with knife and fork."""
    s.disc((17, 14), 9)
    s.line(*arc((17, 14), 5.6, 0, 360), weight=1.1, ink=GREY)
    s.line((4, 4), (4, 24))
    s.line((2, 4), (2, 9), (6, 9), (6, 4), weight=1.3)
    s.line((30, 24), (30, 4), (32, 8), (32, 13), (30, 14))


def together(s: Sketch) -> None:
    """Two people, one with an arm around the other."""
    for x, fill in ((11.5, BLUE), (22.5, PALE)):
        s.shape(*arc((x, 26), 7.2, 180, 360, tall=1.5), fill=fill)
        s.disc((x, 9), 4.4)
        s.line(*arc((x, 9.6), 1.9, 30, 150), weight=1.3)


def bus(s: Sketch) -> None:
    """A bus."""
    s.box(2.5, 5, 29, 15, fill=BLUE, radius=2)
    for x in (5, 12, 19):
        s.box(x, 7.6, 5.4, 5, radius=0.6)
    s.box(26, 7.6, 4, 9, radius=0.6)
    for wheel in (9.5, 24.0):
        s.disc((wheel, 20.6), 3)


def no(s: Sketch) -> None:
    """A hand that says no."""
    s.limb((21, 19), (26, 12.6), width=2.6)
    s.limb((17, 20.4), (17, 18.6), width=10.4)
    for x, top in ((12.9, 6.4), (15.7, 3.6), (18.4, 3.2), (21.1, 5.4)):
        s.limb((x, 17), (x, top), width=2.0)
    s.blot((12.1, 14.4), (21.9, 14.4), (21.9, 19), (12.1, 19), ink=WHITE)
    s.line((12.6, 20.6), (17.4, 17.8), weight=1.2, ink=GREY)


def house(s: Sketch) -> None:
    """A house."""
    s.shape((6, 12), (28, 12), (28, 24.5), (6, 24.5))
    s.shape((3, 13), (17, 2), (31, 13), fill=BLUE)
    s.box(14.4, 16.4, 5.2, 8.1, fill=PALE, radius=0.2)


def post(s: Sketch) -> None:
    """An envelope."""
    s.box(3, 5, 28, 17, radius=0.8)
    s.line((3.6, 5.6), (17, 15), (30.4, 5.6))
    s.box(25, 7, 4, 4.4, fill=BLUE, radius=0.2)


def ambulance(s: Sketch) -> None:
    """An ambulance."""
    s.shape((2.5, 6), (21, 6), (21, 20), (2.5, 20))
    s.shape((21, 10), (27, 10), (31.5, 15), (31.5, 20), (21, 20), fill=PALE)
    s.box(9, 3.4, 5, 2.4, fill=BLUE, radius=0.6)
    s.blot((10.6, 8.6), (13, 8.6), (13, 17.4), (10.6, 17.4))
    s.blot((7.4, 11.8), (16.2, 11.8), (16.2, 14.2), (7.4, 14.2))
    for x in (8.4, 25.4):
        s.disc((x, 20.6), 3)


def chest(s: Sketch) -> None:
    """Somebody who holds their chest."""
    bust(s)
    s.line(*arc((17, 11.4), 1.9, 200, 340))
    s.limb((8.4, 24.5), (12.5, 21.6), (16.6, 19.6), width=2.0)
    for x, y in ((18.6, 15.4), (21.6, 16.6), (22.6, 19.6)):
        s.line((x, y), (x + 1.8, y - 1.8), weight=1.6, ink=BLUE)


def face(s: Sketch) -> None:
    """A face that drops on one side."""
    s.disc((17, 13), 10.6)
    s.dot((13, 10.4), 1.0)
    s.line((19.6, 11.4), (22.6, 12.4))
    s.line((12, 17), (16.4, 17.6), (22.4, 20.6), weight=2.2)


def arm(s: Sketch) -> None:
    """One arm up, one that cannot be lifted."""
    s.limb((12, 14), (4.6, 5), width=2.2)
    s.limb((22, 14), (26, 24), width=2.2, fill=PALE)
    s.box(11.4, 12, 11.2, 13, fill=BLUE, radius=2.4)
    s.disc((17, 7), 4.4)
    s.line((29.6, 12), (29.6, 21), (27.8, 18.6), weight=1.5)
    s.line((29.6, 21), (31.4, 18.6), weight=1.5)


def confused(s: Sketch) -> None:
    """A head with question marks."""
    _profile(s)
    for left, base, size in ((20, 10, 24), (26, 17, 18)):
        s.letters(left, base, "?", size, BLUE)


def bleeding(s: Sketch) -> None:
    """Drops of blood that do not stop."""
    s.limb((3, 8), (28, 8), width=5.6)
    for x, y, size in ((11, 10.6, 6), (17, 13, 8), (23, 10.6, 6)):
        s.shape(*drop((x, y), size), fill=BLUE)


def lips(s: Sketch) -> None:
    """A mouth with blue lips."""
    s.shape(*arc((17, 13), 12, 180, 360, tall=0.5), *arc((17, 13), 12, 0, 180, tall=0.6), fill=BLUE)
    s.line((5.4, 13), (14, 12.2), (17, 13.2), (20, 12.2), (28.6, 13))


def foot_sore(s: Sketch) -> None:
    """A foot with a sore."""
    s.limb((10, 3.6), (10, 17), width=5)
    s.limb((10.4, 20.6), (25, 20.6), width=5)
    s.blot((8, 15), (12, 15), (12.4, 21), (8, 21), ink=WHITE)
    s.disc((21, 19.6), 1.9, BLUE)


def thirst(s: Sketch) -> None:
    """A glass of water."""
    s.shape((9, 3), (25, 3), (22.6, 24), (11.4, 24))
    s.blot((10, 10), (24, 10), (22.4, 23.6), (11.6, 23.6), ink=PALE)
    s.line((9.8, 10), (24.2, 10), ink=BLUE)


def muscle(s: Sketch) -> None:
    """A leg that hurts."""
    s.limb((12, 3.6), (15, 12), (13, 21.6), (19, 22.6), width=5)
    for x, y in ((22, 8), (24, 12), (22, 16)):
        s.line((x, y), (x + 4, y + (y - 12) * 0.35), ink=BLUE)


def cough(s: Sketch) -> None:
    """Somebody who coughs."""
    _profile(s)
    for x, y in ((21, 11), (24.4, 9), (24.4, 13.4), (28, 11), (28.4, 15)):
        s.dot((x, y), 0.8, BLUE)


def night(s: Sketch) -> None:
    """A moon: day and night."""
    s.shape(*arc((17, 13), 10.6, 50, 310), *arc((21.6, 13), 9, 298, 62), fill=BLUE)


def bust(s: Sketch) -> None:
    """Head and shoulders, without a mouth."""
    s.shape((5.6, 26), *arc((17, 22.6), 11.4, 180, 360, tall=0.62), (28.4, 26), fill=PALE)
    s.disc((17, 8), 6)
    s.blot(*arc((17, 7.4), 6, 195, 345), ink=INK)
    s.dot((14.8, 7.8), 0.6)
    s.dot((19.2, 7.8), 0.6)


def _profile(s: Sketch) -> None:
    """A head from the side, looking to the right."""
    s.shape(
        *arc((11, 10.6), 7.4, 130, 350), (19.6, 12.6), (17.8, 13.6), (18, 16.6), (14.4, 18),
        (14.4, 24.6), (5.4, 24.6), (6, 16), fill=PALE,
    )  # fmt: skip
    s.dot((14.4, 9.8), 0.7)


PICTURES: Mapping[str, Picture] = {
    each.__name__: each
    for each in (
        calendar, person, well, cuff, blood, pulse, scales, feet, pot, breath, finger, inhaler,
        smoking, phone, clock, talk, medicines, food, together, bus, no, house, post, ambulance,
        chest, face, arm, confused, bleeding, lips, foot_sore, thirst, muscle, cough, night,
    )
}  # fmt: skip
