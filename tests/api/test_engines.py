"""The engines without a server: files in, proven plans out, the same again for the same seed."""
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import binary_from_command_line, check_all, run  # noqa: E402

# Three trades through four rooms, one crew each, with a drying time behind the second.
TRADES, ROOMS = 3, 4


def site():
    activities, links = [], []
    for room in range(ROOMS):
        for trade in range(TRADES):
            activity = room * TRADES + trade + 1
            activities.append({"id": activity, "modes": [{"work": 2 + (room + trade) % 3, "needs": [[trade + 1, 1]], "places": [[room + 1, 0]]}]})
            if trade:
                links.append({"from": activity - 1, "to": activity, "type": "FS", "lag": 2 if trade == 2 else 0})
    return {
        "horizon": 100,
        "resources": [{"id": trade + 1, "kind": "renewable", "capacity": 1} for trade in range(TRADES)],
        "zones": [{"id": room + 1} for room in range(ROOMS)],
        "activities": activities,
        "links": links,
    }


class Files:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def write(self, name, content):
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)


def solved(binary, files, question, *flags):
    done = run(binary, "solve", "schedule", question, *flags)
    return json.loads(done.stdout), files.write("plan.json", done.stdout)


def a_plan_is_proven_judged_and_explained(binary, files):
    question = files.write("site.json", site())
    answer, plan = solved(binary, files, question, "--seconds", "20")
    assert answer["value"]["makespan"] == answer["makespan_bound"], answer
    run(binary, "verify", "schedule", question, plan)
    bound = run(binary, "bound", "schedule", question, "--seconds", "20")
    assert int(bound.stdout) == answer["makespan_bound"], bound.stdout
    why = json.loads(run(binary, "explain", "schedule", question, plan).stdout)
    assert why["chain"] and why["chain"][0]["activity"] == why["activity"], why
    # Each sentence leads to the next, and the last is held by nobody.
    for earlier, later in zip(why["chain"], why["chain"][1:]):
        assert earlier["by"] == later["activity"], why


def the_same_limit_gives_the_same_answer(binary, files):
    question = files.write("site.json", site())
    answers = {json.dumps(solved(binary, files, question, "--iterations", "3000", "--seed", "7", "--threads", threads)[0]) for threads in ("1", "2", "2")}
    assert len(answers) == 1, answers


def a_spoilt_plan_is_refused_by_name(binary, files):
    question = files.write("site.json", site())
    answer, _ = solved(binary, files, question, "--seconds", "20")
    for change, code in [
        (lambda a: a["plan"][1].update(start=0), "schedule.link_broken"),
        (lambda a: a["value"].update(makespan=1), "schedule.value_wrong"),
        (lambda a: a["plan"].pop(), "schedule.activity_missing"),
        (lambda a: a["plan"][0].update(mode=5), "schedule.unknown_mode"),
    ]:
        spoilt = json.loads(json.dumps(answer))
        change(spoilt)
        refused = run(binary, "verify", "schedule", question, files.write("spoilt.json", spoilt), expect=1)
        assert f"[{code}]" in refused.stderr, (code, refused.stderr)


def every_mistake_is_named_at_its_place(binary, files):
    bad = site()
    bad["zones"][0]["parent"] = 1
    bad["resources"].append({"id": 1, "kind": "renewable", "capacity": -1})
    refused = run(binary, "solve", "schedule", files.write("bad.json", bad), expect=1)
    for place in ("zones[0].parent", "resources[3].id", "resources[3].capacity"):
        assert place in refused.stderr, refused.stderr
    bad = site()
    bad["activities"][2]["deadline"] = 1
    bad["activities"][3]["modes"][0]["needs"] = [[9, 1]]
    bad["links"][0]["to"] = 77
    refused = run(binary, "solve", "schedule", files.write("bad.json", bad), expect=1)
    for place in ("activities[2].deadline", "activities[3].modes[0].needs[0].resource", "links[0].to"):
        assert place in refused.stderr, refused.stderr
    bad = site()
    bad["links"].append({"from": 3, "to": 1, "type": "FS", "lag": 0})
    refused = run(binary, "solve", "schedule", files.write("bad.json", bad), expect=1)
    assert "[schedule.link_cycle]" in refused.stderr, refused.stderr


def what_cannot_be_done_is_said(binary, files):
    late = site()
    for activity in late["activities"]:
        activity["deadline"] = 9
    refused = run(binary, "solve", "schedule", files.write("late.json", late), "--seconds", "20", expect=1)
    assert "[schedule.no_plan]" in refused.stderr, refused.stderr


def other_peoples_files_are_read(binary, files):
    psplib = files.write("tiny.sm", TINY)
    answer, plan = solved(binary, files, psplib, "--seconds", "20")
    assert answer["value"]["makespan"] == answer["makespan_bound"] == 5, answer
    run(binary, "verify", "schedule", psplib, plan)
    refused = run(binary, "solve", "schedule", files.write("broken.sm", TINY.replace("  2      1     3", "  2      1     x")), expect=1)
    assert "line " in refused.stderr, refused.stderr


def a_plan_goes_out_and_comes_in_again(binary, files):
    """Two works for one digger, on weekdays of eight hours, as Microsoft Project writes them."""
    day = "<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>16:00:00</ToTime></WorkingTime></WorkingTimes>"
    week = "".join(f"<WeekDay><DayType>{k}</DayType><DayWorking>{int(1 < k < 7)}</DayWorking>{day if 1 < k < 7 else ''}</WeekDay>" for k in range(1, 8))
    tasks = "".join(f"<Task><UID>{k}</UID><Name>{name}</Name><Duration>PT24H0M0S</Duration><DurationFormat>7</DurationFormat></Task>" for k, name in ((1, "基坑"), (2, "桩基")))
    work = "".join(f"<Assignment><TaskUID>{k}</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units></Assignment>" for k in (1, 2))
    office = files.write("office.xml", f"""<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-03-05T08:00:00</StartDate><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay>
<Calendars><Calendar><UID>1</UID><Name>W</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID><WeekDays>{week}</WeekDays></Calendar></Calendars>
<Tasks>{tasks}</Tasks><Resources><Resource><UID>1</UID><Name>D</Name><Type>1</Type><MaxUnits>1</MaxUnits></Resource></Resources>
<Assignments>{work}</Assignments></Project>""")
    out = str(files.folder / "out.xml")
    answer, plan = solved(binary, files, office, "--seconds", "20", "--out", out)
    # Thursday to Thursday: six working days and a weekend.
    assert answer["value"]["makespan"] == answer["makespan_bound"] == 8, answer
    run(binary, "verify", "schedule", office, plan)
    again, _ = solved(binary, files, out, "--seconds", "20")
    assert (again["value"]["makespan"], again["value"]["changes"]) == (8, 0), again
    written = pathlib.Path(out).read_text(encoding="utf-8")
    assert "基坑" in written and "<Start>2026-03-05T" in written, written
    hours, _ = solved(binary, files, office, "--seconds", "20", "--grain", "60")
    assert hours["value"]["makespan"] == 7 * 24 + 16, hours
    refused = run(binary, "solve", "schedule", files.write("torn.xml", "<Project><Tasks>"), expect=1)
    assert "[xml.malformed]" in refused.stderr, refused.stderr
    refused = run(binary, "solve", "schedule", files.write("site.json", site()), "--out", out, expect=2)
    assert "--out" in refused.stderr, refused.stderr


# Two works of three and two days that need the one crew.
TINY = """************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  4
horizon                       :  5
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PROJECT INFORMATION:
pronr.  #jobs rel.date duedate tardcost  MPM-Time
    1      2      0        5        0        5
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       1
  3      1     2       1
  4      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    1
************************************************************************
"""

CHECKS = [
    a_plan_is_proven_judged_and_explained,
    the_same_limit_gives_the_same_answer,
    a_spoilt_plan_is_refused_by_name,
    every_mistake_is_named_at_its_place,
    what_cannot_be_done_is_said,
    other_peoples_files_are_read,
    a_plan_goes_out_and_comes_in_again,
]


def main():
    binary = binary_from_command_line()

    def in_a_folder(check):
        def go():
            with tempfile.TemporaryDirectory() as folder:
                check(binary, Files(folder))

        return go

    check_all([(check.__name__, in_a_folder(check)) for check in CHECKS])


if __name__ == "__main__":
    main()
