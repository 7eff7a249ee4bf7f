#!/usr/bin/env python3
"""What people wait for at the service desk: lists, search, Today and verbs, in a zone of any scale, over HTTP with the real program."""
import pathlib
import random
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "support"))
from zone import Server, as_role, binary_from_command_line, folder, persona_cookie, run  # noqa: E402

CASES = "/api/casework/cases"
SORTS = ["received_at", "due_at", "title", "state", "light", "number", "owner_id", "enterprise_id", "close_due_at", "closed_at", "category", "rating", "paused_minutes"]
FILTERS = ["", "", "state=closed", "state=handling", "state=merged", "light=red", "light=yellow", "category=funds", "category=ip", "alive=true", "grade=stubborn",
           "channel=link", "owner_id=5", "enterprise_id=77", "rating=dissatisfied", "unrated=true", "state=handling&category=land", "cause=market&light=none"]
WORDS = ["sl", "zhizao", "徐", "道路", "huan", "yd", "贷款", "环评", "SQ-2020", "00123", "工", "制造", "wuliu", "xzgc", "不存在的词", "专利", "通行证", "shui", "资金", "jx"]
USERS, SECONDS, PAUSE = 100, 30, 1.0


def timed(act):
    started = time.perf_counter()
    answer = act()
    return (time.perf_counter() - started) * 1000, answer


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def told(name, values, goal):
    print(f"{name}_p50,{percentile(values, 0.5):.1f} ms,\n{name}_p95,{percentile(values, 0.95):.1f} ms,{goal}", flush=True)


def read(server, path, role="leader"):
    millis, answer = timed(lambda: as_role(server, role, "GET", path))
    assert answer.status == 200, (path, answer.body[:300])
    return millis, answer.json


def lists(server, name, dice):
    times = []
    for _ in range(150):
        asked = f"{CASES}?limit=50&sort={dice.choice(['', '-'])}{dice.choice(SORTS)}"
        narrow = dice.choice(FILTERS)
        after = ""
        for _ in range(2):
            millis, page = read(server, asked + (f"&{narrow}" if narrow else "") + after)
            times.append(millis)
            if not page["next"]:
                break
            after = "&after=" + page["next"]
    told(f"{name}_list_any_filter_sort_page", times, "<= 50 ms")


def searches(server, name):
    for what, path in (("search_everything", "/api/casework/search?q="), ("search_cases", f"{CASES}?limit=50&q="), ("search_firms", "/api/registry/enterprises?limit=50&q=")):
        told(f"{name}_{what}", [read(server, path + urllib.parse.quote(word))[0] for word in WORDS for _ in range(3)], "<= 50 ms")


def todays(server, name):
    for role in ("leader", "secretary", "officer", "contact"):
        told(f"{name}_today_{role}", [read(server, "/api/registry/today", role)[0] for _ in range(20)], "<= 100 ms")


def verbs(server, name, goal):
    """So many officers take a request through its life, with a pause like a person's between the acts."""
    firm = read(server, "/api/registry/today", "contact")[1]["firm"]["id"]
    times, lock, until = [], threading.Lock(), time.monotonic() + SECONDS

    def user(number):
        dice, mine = random.Random(number), []

        def act(role, path, body, status):
            time.sleep(dice.uniform(0.5, 1.5) * PAUSE)
            millis, answer = timed(lambda: as_role(server, role, "POST", path, body))
            assert answer.status == status, (path, answer.status, answer.body[:300])
            mine.append(millis)
            return answer.json

        while time.monotonic() < until:
            case = act("officer", CASES, {"title": f"第{number}号车间用电增容", "enterprise_id": firm, "category": "utilities"}, 201)
            at = f"{CASES}/{case['id']}"
            act("officer", at + "/take", {}, 200)
            act("officer", at + "/messages", {"body": "已联系供电公司。"}, 201)
            act("officer", at + "/request_closure", {"result": "已增容。", "cause": "capacity"}, 200)
            act("contact", at + "/confirm", {"rating": "satisfied"}, 200)
        with lock:
            times.extend(mine)

    users = [threading.Thread(target=user, args=(number,)) for number in range(USERS)]
    for one in users:
        one.start()
    for one in users:
        one.join()
    told(f"{name}_verb_of_{USERS}_users", times, goal)


def desk(server, scale):
    name = f"desk_scale_{scale}"
    for role in ("leader", "secretary", "officer", "contact"):
        server.tokens[role] = persona_cookie(server, role)
    first = timed(lambda: read(server, CASES + "?limit=50"))[0]
    cases = read(server, CASES + "?limit=50")[1]["total"]
    print(f"{name}_cases,{cases},\n{name}_first_list_after_start,{first:.0f} ms,", flush=True)
    lists(server, name, random.Random(1))
    searches(server, name)
    todays(server, name)
    verbs(server, name, "<= 30 ms" if scale == 1 else "<= 50 ms")


def main():
    binary = binary_from_command_line()
    for scale in (1,):
        with folder() as data:
            run(binary, "demo", "--data", data, "--scale", str(scale))
            server = Server(binary, data)
            server.tokens = {}
            desk(server, scale)
            server.stop()


if __name__ == "__main__":
    main()
