"""Commands that hand a tracker's content on and take in what others hand: export, import."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.looking import ORDER_HELP
from tracker.cli.options import (
    day_order_option,
    json_option,
    print_json,
    progress,
    reading,
    say,
    tracker_option,
    visible,
    writing,
)
from tracker.cli.shown import one_line
from tracker.errors import EncodingError

if TYPE_CHECKING:
    from tracker.operations.exporting import Rows
    from tracker.operations.importing import ImportPlan

_ROWS = ("events", "sources", "concerns", "statuses", "everything")


@click.command(
    short_help="Write what a search finds to CSV.",
    epilog="""\b
Examples:
  policy-tracker export out.csv --search 'concern:privacy position:opposes'
  policy-tracker export said.csv --rows concerns --columns event_date,stakeholder,quotes
  policy-tracker export a-folder --rows everything
""",
)
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--search", default="", help="Which events, as “policy-tracker search” takes it; without it, all.")
@click.option("--rows", type=click.Choice(_ROWS), default="events", show_default=True, help="What one row is.")
@click.option("--columns", default="", help="Names of columns with commas between; without it, all.")
@click.option("--order", default="date", show_default=True, help=ORDER_HELP)
@click.option("--bom", is_flag=True, help="Begin with a byte order mark, for Excel.")
@click.option("--exact", is_flag=True, help="Keep text exact, even what a spreadsheet would run as a formula.")
@click.option("--overwrite", is_flag=True, help="Replace TARGET if it exists.")
@tracker_option
@json_option
def export_command(target: Path, rows: Rows, columns: str, as_json: bool, **settings: Any) -> None:
    """Write events, sources, concerns or status changes to a CSV file, with a JSON file beside it that says how.

    --rows everything makes TARGET a folder from which “policy-tracker import” restores every record.
    """
    from tracker.operations.exporting import export

    chosen = [name.strip() for name in columns.split(",")] if columns else None
    with reading() as store, progress("Exporting") as show:
        done = export(store, target, rows=rows, columns=chosen, progress=show, **settings)
    files = [{"path": str(f.path), "rows": f.rows, "sha256": f.sha256, "guarded": f.guarded} for f in done.files]
    if as_json:
        print_json({"target": str(done.target), "sidecar": str(done.sidecar), "rows": done.rows, "files": files})
        return
    click.echo(f"{done.target}: {done.rows} {'row' if done.rows == 1 else 'rows'}")
    guarded = sum(f.guarded for f in done.files)
    if guarded:
        say(
            f"An apostrophe was put before {guarded} cells that a spreadsheet would run as formulas; --exact leaves it."
        )


def _mapped(pairs: tuple[str, ...]) -> dict[str, str]:
    out = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column:
            raise click.UsageError(f"“{pair}” is not COLUMN=FIELD, such as Headline=title.")
        out[column] = field
    return out


@click.command(
    short_help="Bring CSV files in: all of it, or nothing.",
    epilog="""\b
Examples:
  policy-tracker import a-folder-we-exported
  policy-tracker import theirs.csv --map Headline=title --map When=date --preview
""",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help="Which field a column of theirs is. Repeatable."
)
@click.option("--fields", "list_fields", is_flag=True, help="List the fields that --map takes and stop.")
@click.option("--rows", type=click.Choice(_ROWS[:4]), help="What one row is, if the columns do not tell.")
@click.option("--type", "event_type", default="", help="The type of events whose rows give none; otherwise “report”.")
@click.option("--keep-unknown", is_flag=True, help="Put columns that are not known into the summary.")
@click.option("--encoding", default="", help="Such as cp1252, for files that are not UTF-8.")
@click.option("--skip-bad-rows", is_flag=True, help="Import the rest even if some rows cannot be read.")
@click.option("--preview", is_flag=True, help="Say what would be done and change nothing; exit code 1 if rows are bad.")
@day_order_option
@tracker_option
@json_option
def import_command(
    files: tuple[Path, ...], pairs: tuple[str, ...], list_fields: bool, preview: bool, as_json: bool, **how: Any
) -> int:
    """Bring CSV files, or a folder of them that was exported, into a tracker: all of it, or nothing.

    Our own exports restore every record exactly. Of other CSV files, columns are known by their names or by --map.
    """
    from tracker.operations import importing

    if list_fields:
        fields = importing.target_fields(how["rows"] or "events")
        if as_json:
            print_json(fields)
        else:
            click.echo("\n".join(f"{name:<14}  {about}" for name, about in fields.items()))
        return 0
    if not files:
        raise click.UsageError("Name the files to import, or the folder.")
    mapping = _mapped(pairs) or None
    with reading() if preview else writing() as store, progress("Importing") as show:
        try:
            plan = importing.plan(
                store,
                files,
                mapping,
                how["rows"],
                how["day_first"],
                encoding=how["encoding"],
                default_type=how["event_type"],
                keep_unknown=how["keep_unknown"],
                progress=show,
            )
        except EncodingError as error:
            raise EncodingError(
                f"{error} The option is --encoding, as in --encoding cp1252.", error.problems
            ) from error
        if not preview:
            importing.apply(store, plan, skip_bad_rows=how["skip_bad_rows"], progress=show)
    if as_json:
        print_json(_plan_data(plan, preview))
    else:
        _tell(plan, preview, kept=how["keep_unknown"])
    return 1 if preview and plan.problems else 0


def _plan_data(plan: ImportPlan, preview: bool) -> dict[str, Any]:
    return {
        "preview": preview,
        "files": [
            {
                "path": str(f.path),
                "rows": f.rows,
                "rows_are": f.table,
                "own": f.own,
                "mapping": {} if f.own else dict(f.mapping),
                "unknown": f.unknown,
            }
            for f in plan.files
        ],
        "records": {table: asdict(count) for table, count in plan.counts.items()},
        "rows": [{"file": r.file, "row": r.row, "what": r.what, "values": dict(r.values)} for r in plan.preview],
        "problems": [asdict(p) for p in plan.problems],
        "notes": plan.notes,
    }


def _tell(plan: ImportPlan, preview: bool, *, kept: bool) -> None:
    for file in plan.files:
        kind = f"{file.table.replace('_', ' ')} rows"
        click.echo(f"{file.path.name}: {file.rows} {kind}" + ("" if file.own else ", from another program"))
        for column, field in file.mapping.items():
            if not file.own:
                click.echo(f"    {visible(column)} → {field}")
        if file.unknown:
            what = "kept in the summary" if kept and not file.own else "left out"
            click.echo(f"    {what}: {visible(', '.join(file.unknown))}")
    if preview:
        for row in plan.preview:
            values = ", ".join(f"{name}: {one_line(value, 80)}" for name, value in row.values.items() if value)
            click.echo(f"{row.file}, row {row.row}, {row.what}: {values}")
    verbs = {"added": "Would add", "changed": "Would change"} if preview else {"added": "Added", "changed": "Changed"}
    for number, verb in verbs.items():
        counts = {table.replace("_", " "): getattr(count, number) for table, count in plan.counts.items()}
        if any(counts.values()):
            click.echo(f"{verb} records: {', '.join(f'{name} {n:,}' for name, n in counts.items() if n)}.")
    same = sum(count.unchanged for count in plan.counts.values())
    if same:
        click.echo(f"{same:,} {'record is' if same == 1 else 'records are'} there already, as in the files.")
    for note in plan.notes:
        say(note)
    for problem in plan.problems:
        say(visible(str(problem)))
