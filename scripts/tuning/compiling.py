"""The SQL of trials: dbt compiles no more of it than a setting reaches."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scripts.tuning.cuts import Cut
from scripts.tuning.space import SPACE, Setting, completed, ladder

# The SQL of models, by relation.
Sql = dict[str, str]


class Compiling:
    """SQL by cut and setting.

    What a setting reaches is seen, not said: where all that is tuned is at either end
    of its values, other models than these read as they do at present.
    """

    def __init__(
        self,
        compiled: Callable[[list[str], Cut, Setting], Sql],
        models: Mapping[str, str],
        looks: list[Setting],
    ) -> None:
        """Take what compiles models, these by relation, and settings to see it by."""
        self._compiled, self._models, self._looks = compiled, dict(models), looks
        self._seen: dict[Cut, list[Sql]] = {}
        self._latest: tuple[Setting, Sql] = {}, {}

    def of(self, cut: Cut, setting: Setting) -> Sql:
        """Return the SQL of all models of a build."""
        seen = self._look(cut)
        first_cut = next(iter(self._seen))
        reached = reached_in(seen)
        if cut == first_cut:
            if self._latest[0] != setting:
                sql = seen[0] | self._some(reached, cut, setting)
                self._latest = dict(setting), sql
            return self._latest[1]
        # A further cut alters only some models; the others read as in the first.
        sql, looks = self.of(first_cut, setting), self._seen[first_cut]
        altered = [
            name
            for name in reached
            if any(one[name] != two[name] for one, two in zip(seen, looks, strict=True))
        ]
        shared = {name: sql[name] for name in reached if name not in altered}
        return seen[0] | shared | self._some(altered, cut, setting)

    def _look(self, cut: Cut) -> list[Sql]:
        """Return the SQL of a cut at present and at both ends of what is tried."""
        if cut not in self._seen:
            first = next(iter(self._seen.values()), None)
            present, *ends = self._looks
            sql = self._some(list(self._models), cut, present)
            # What no end reaches in one cut, none reaches in another.
            reached = reached_in(first) if first else list(self._models)
            further = [sql | self._some(reached, cut, end) for end in ends]
            self._seen[cut] = [sql, *further]
        return self._seen[cut]

    def _some(self, relations: list[str], cut: Cut, setting: Setting) -> Sql:
        """Compile some models."""
        names = [self._models[relation] for relation in relations]
        return self._compiled(names, cut, setting) if names else {}


def reached_in(seen: list[Sql]) -> list[str]:
    """Return the relations whose SQL is not the same in all that was seen."""
    return [name for name in seen[0] if len({one[name] for one in seen}) > 1]


def ends(present: Setting, domain: str) -> list[Setting]:
    """Return all at the lowest and all at the highest values that are not present."""
    found = []
    for end in (0, -1):
        setting = dict(present)
        for stage in SPACE[domain]:
            for name in stage.parameters:
                now = present[name]
                setting[name] = [one for one in ladder(name, now) if one != now][end]
        for stage in SPACE[domain]:
            setting = completed(setting, stage)
        found.append(setting)
    return found
