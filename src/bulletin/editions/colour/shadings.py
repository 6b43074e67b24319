"""Shadings in the inks of an edition: the colours at the ends and stops are converted, the way between stays even."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from bulletin.editions.colour.spaces import Convert, ConvertedSpace, TargetInks, converted_space
from bulletin.pdf.colour.functions import floats, grid, read_function, sampled

_SAMPLES = 256
_BY_FUNCTION = (2, 3)


def convert_shading(pdf: pikepdf.Pdf, shading: pikepdf.Object, target: TargetInks) -> None:
    """Give a shading the target's colours, in place.

    Raises:
        ValueError: a mesh or a function of two arguments; no layout of ours can make one.
    """
    space = converted_space(shading.ColorSpace, Dictionary(), target)
    if space.convert is None or shading.ColorSpace == target.space:
        return
    convert, into = space.convert, target.space
    if target.pixel_space == Name.DeviceGray and target.space == Name.DeviceCMYK:  # one ink: its lightness, as pictures
        convert, into = _lightness(space.convert), target.pixel_space
    if "/Background" in shading:
        shading.Background = _written(convert(floats(shading.Background)))
    kind = int(shading.ShadingType)
    if kind not in _BY_FUNCTION:
        raise ValueError(f"shading type {kind} in {space.kind}")
    shading.Function = _converted(pdf, shading.Function, space, convert)
    shading.ColorSpace = into


def _lightness(convert: Convert) -> Convert:
    """The same as a grey value where only the black ink of four is used."""
    return lambda values: (1.0 - convert(values)[3],)


def _converted(pdf: pikepdf.Pdf, function: pikepdf.Object, space: ConvertedSpace, convert: Convert) -> pikepdf.Object:
    if isinstance(function, Dictionary | pikepdf.Stream):
        kind = int(function.FunctionType)
        domain = floats(function.Domain)
        if kind == 3:
            parts = [_converted(pdf, part, space, convert) for part in function.Functions]
            made = Dictionary(FunctionType=3, Domain=function.Domain, Bounds=function.Bounds, Encode=function.Encode)
            made.Functions = Array(parts)
            return pdf.make_indirect(made)
        if kind == 2 and float(function.N) == 1:
            ends = {
                "/C0": _written(convert(floats(function.C0))),
                "/C1": _written(convert(floats(function.C1))),
            }
            return pdf.make_indirect(Dictionary({"/FunctionType": 2, "/Domain": function.Domain, "/N": 1, **ends}))
        if kind == 0 and "/Encode" not in function:
            return sampled(pdf, domain, [convert(row) for row in grid(function)])
    else:
        domain = floats(function[0].Domain)
    call, (low, high) = read_function(function), domain
    places = [low + step * (high - low) / (_SAMPLES - 1) for step in range(_SAMPLES)]
    return sampled(pdf, domain, [convert(call((place,))) for place in places])


def _written(inks: tuple[float, ...]) -> Array:
    return Array([round(ink, 4) for ink in inks])
