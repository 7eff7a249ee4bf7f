"""What leaves the house, from the real program to far sides on loopback: signatures, retries, quiet hours, secrets, calendars."""
import base64
import datetime
import email
import email.header
import hashlib
import hmac
import json
import pathlib
import re
import sys
import time
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from far_side import FarSide, MailSide  # noqa: E402
from zone import as_role, binary_from_command_line, check_all, demo_server, place, run  # noqa: E402

CHANNELS, DELIVERIES, WATCHES, FEEDS = (f"/api/notify/{plural}" for plural in ("channels", "deliveries", "group_watches", "feeds"))
BASE = "https://zone.example"
OK = (200, {}, b'{"errcode":0,"errmsg":"ok"}')
KEYS = {"wecom": "wecomkey-5f0c7f9e", "dingtalk": "dingtoken-88ab", "feishu": "feishuhook-77cd", "webhook": "hook-12ef"}
SECRETS = {"dingtalk": "SECdingtalk0001", "feishu": "feishusecret002", "webhook": "webhooksecret03"}
SENDER, RECIPIENT = "zone@mail.example", "desk@mail.example"
CHINA = datetime.timezone(datetime.timedelta(hours=8))


def ok(answer, *statuses):
    assert answer.status in (statuses or (200, 201)), f"{answer.status} {answer.body.decode('utf-8', 'replace')[:400]}"
    return answer.json if answer.body else None


def until(what, seconds=90):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.2)
    raise AssertionError(f"nothing after {seconds} s: {what.__doc__ or what}")


def admin(server, method, path, body=None, headers=None):
    return as_role(server, "administrator", method, path, body, headers)


def patch(server, path, body):
    version = admin(server, "GET", path).headers["etag"]
    return ok(admin(server, "PATCH", path, body, {"If-Match": version}))


def make_channel(server, kind, destination, name=None, kinds="dispatched", **more):
    body = {"name": name or f"通道 {kind}", "kind": kind, "kinds": kinds, "language": "zh", "per_minute": 600, **more}
    channel = ok(admin(server, "POST", CHANNELS, body))["id"]
    ok(admin(server, "POST", f"{CHANNELS}/{channel}/destination", destination))
    patch(server, f"{CHANNELS}/{channel}", {"is_on": True})
    return channel


class Stage:
    """One zone with a channel of every kind, all of which fail before they do not, and one case that is dispatched."""

    def __init__(self, server, binary, far, mail):
        self.server, self.binary, self.far, self.mail = server, binary, far, mail
        for key, value in (("notify.retry_seconds", "1"), ("notify.most_attempts", "5"), ("notify.base_url", BASE + "/")):
            ok(admin(server, "POST", "/api/registry/settings", {"key": key, "value": value}))
        self.watch = ok(admin(server, "POST", WATCHES, {"quiet_from": 0, "quiet_to": 0, "digest_minutes": 0}))["id"]
        far.answers = {
            f"/wecom/{KEYS['wecom']}": [(500, {}, b"oh"), (200, {}, b'{"errcode":45009,"errmsg":"api freq out of limit"}'), OK],
            "/dingtalk": [(429, {"Retry-After": "2"}, b""), "break", OK],
            f"/feishu/{KEYS['feishu']}": [(200, {}, f'{{"code":19021,"msg":"sign match fail of {KEYS["feishu"]}"}}'.encode()),
                                          (200, {}, b'{"code":0,"msg":"success"}')],
            f"/{KEYS['webhook']}": ["hang", (200, {}, b"thanks")]}
        mail.replies = ["451 busy, come back", "250 OK"]
        self.channels = {
            "wecom": make_channel(server, "wecom", {"address": far.url(f"/wecom/{KEYS['wecom']}")}),
            "dingtalk": make_channel(server, "dingtalk", {"address": far.url(f"/dingtalk?access_token={KEYS['dingtalk']}"), "secret": SECRETS["dingtalk"]}),
            "feishu": make_channel(server, "feishu", {"address": far.url(f"/feishu/{KEYS['feishu']}"), "secret": SECRETS["feishu"]}),
            "webhook": make_channel(server, "webhook", {"address": far.url(f"/{KEYS['webhook']}"), "secret": SECRETS["webhook"]}),
            "mail": make_channel(server, "mail", {"address": f"relay://127.0.0.1:{mail.port}", "sender": SENDER, "recipient": RECIPIENT})}
        self.officer = as_role(server, "officer", "GET", "/api/session").json["person"]
        self.case = self.dispatch("车间张三的用电诉求")

    def dispatch(self, title):
        firm = as_role(self.server, "contact", "GET", "/api/registry/enterprises").json["items"][0]["id"]
        case = ok(as_role(self.server, "secretary", "POST", "/api/casework/cases", {"title": title, "enterprise_id": firm, "category": "ip"}))
        path = f"/api/casework/cases/{case['id']}"
        return ok(as_role(self.server, "secretary", "POST", path + "/dispatch", {"person_id": self.officer["id"]}))

    def deliveries(self, kind, case=None):
        items = admin(self.server, "GET", f"{DELIVERIES}?channel_id={self.channels[kind]}&limit=100").json["items"]
        return [d for d in items if case is None or case["number"] in (d["text"] or "")]

    def settled(self, kind, state):
        def first():
            return next((d for d in self.deliveries(kind, self.case) if d["state"] == state), None)
        first.__doc__ = f"{kind} {state}"
        return until(first)


def line_of(stage):
    return f"{stage.case['number']} · 交办 · "


def is_about(stage, text):
    assert line_of(stage) in text and f"{BASE}/cases/{stage.case['id']}" in text and "期限 " in text, text
    for secret in (stage.officer["name"], "张三", "用电", "有限公司"):
        assert secret not in text, f"{secret} left the house: {text}"


def wecom_after_500_and_a_full_minute(stage):
    delivery = stage.settled("wecom", "sent")
    calls = stage.far.got(f"/wecom/{KEYS['wecom']}")
    assert len(calls) == 3 and delivery["attempts"] == 3, (len(calls), delivery)
    bodies = {call[3] for call in calls}
    assert len(bodies) == 1, "every attempt says the same"
    body = json.loads(bodies.pop())
    assert body["msgtype"] == "text"
    is_about(stage, body["text"]["content"])


def dingtalk_after_429_and_a_broken_connection(stage):
    stage.settled("dingtalk", "sent")
    calls = stage.far.got("/dingtalk")
    assert len(calls) == 3, len(calls)
    assert calls[1][4] - calls[0][4] >= 2, "Retry-After was 2"
    for call in calls:
        query = parse_qs(urlsplit(call[1]).query)
        stamp = query["timestamp"][0]
        expected = base64.b64encode(hmac.new(SECRETS["dingtalk"].encode(), f"{stamp}\n{SECRETS['dingtalk']}".encode(), hashlib.sha256).digest()).decode()
        assert query["sign"] == [expected] and query["access_token"] == [KEYS["dingtalk"]], query
        assert abs(int(stamp) / 1000 - call[4]) < 30, "signed with the true time, not the zone's"
        is_about(stage, json.loads(call[3])["text"]["content"])


def feishu_refused_then_sent_again_by_hand(stage):
    delivery = stage.settled("feishu", "given_up")
    assert delivery["attempts"] == 1, "an answer that stays No is not asked for again"
    said = json.dumps(delivery["problems"], ensure_ascii=False)
    assert "19021" in said and KEYS["feishu"] not in said, said
    told = until(lambda: [n for n in admin(stage.server, "GET", "/api/casework/notices?kind=delivery_given_up").json["items"]])
    assert "通道 feishu" in [n["text"] for n in told], told
    ok(admin(stage.server, "POST", f"{DELIVERIES}/{delivery['id']}/again", {}))
    stage.settled("feishu", "sent")
    refused = admin(stage.server, "POST", f"{DELIVERIES}/{delivery['id']}/again", {})
    assert refused.status == 422 and refused.json["code"] == "notify.not_failed", refused.body
    for call in stage.far.got(f"/feishu/{KEYS['feishu']}"):
        body = json.loads(call[3])
        expected = base64.b64encode(hmac.new(f"{body['timestamp']}\n{SECRETS['feishu']}".encode(), b"", hashlib.sha256).digest()).decode()
        assert body["sign"] == expected, body
        is_about(stage, body["content"]["text"])


def webhook_after_a_timeout_with_the_same_id(stage):
    stage.settled("webhook", "sent")
    calls = stage.far.got(f"/{KEYS['webhook']}")
    assert len(calls) == 2, len(calls)
    assert len({json.loads(call[3])["id"] for call in calls}) == 1, "the receiver can tell a repetition"
    for call in calls:
        given = dict(part.split("=", 1) for part in call[2]["X-Zonewright-Signature"].split(","))
        expected = hmac.new(SECRETS["webhook"].encode(), given["t"].encode() + b"." + call[3], hashlib.sha256).hexdigest()
        assert given["v1"] == expected and abs(int(given["t"]) - call[4]) < 30, given
        is_about(stage, json.loads(call[3])["text"])


def mail_after_451(stage):
    stage.settled("mail", "sent")
    assert stage.mail.attempts == 2 and len(stage.mail.mails) == 1, (stage.mail.attempts, len(stage.mail.mails))
    envelope, data = stage.mail.mails[0]
    assert f"MAIL FROM:<{SENDER}>" in envelope and f"RCPT TO:<{RECIPIENT}>" in envelope, envelope
    message = email.message_from_bytes(data)
    is_about(stage, message.get_payload(decode=True).decode())
    assert "诉求提醒" in str(email.header.make_header(email.header.decode_header(message["Subject"])))


def mail_refused_for_good(stage):
    stage.mail.replies = ["550 no such mailbox"]
    answer = ok(admin(stage.server, "POST", f"{CHANNELS}/{stage.channels['mail']}/try", {}))
    assert not answer["is_delivered"] and answer["problems"][0]["code"] == "outgoing.refused", answer
    assert "550" in answer["problems"][0]["message"] and RECIPIENT not in json.dumps(answer), answer
    stage.mail.replies = ["250 OK"]


def a_trial_says_what_the_other_side_said(stage):
    answer = ok(admin(stage.server, "POST", f"{CHANNELS}/{stage.channels['webhook']}/try", {}))
    assert answer == {"is_delivered": True, "answer": "200 thanks", "problems": []}, answer
    closed = ok(admin(stage.server, "POST", CHANNELS, {"name": "本机", "kind": "webhook", "language": "zh", "per_minute": 1}))["id"]
    early = admin(stage.server, "POST", f"{CHANNELS}/{closed}/try", {})
    assert early.status == 422 and early.json["code"] == "notify.no_address", early.body
    ok(admin(stage.server, "POST", f"{CHANNELS}/{closed}/destination", {"address": f"http://127.0.0.1:{stage.server.port}/x", "secret": "s" * 20}))
    answer = ok(admin(stage.server, "POST", f"{CHANNELS}/{closed}/try", {}))
    assert answer["problems"][0]["code"] == "outgoing.forbidden_address", "only a relay named on the command line may be on this machine"
    ok(admin(stage.server, "DELETE", f"{CHANNELS}/{closed}"), 204)


def inputs_are_refused(stage):
    made = admin(stage.server, "POST", CHANNELS, {"name": "x", "kind": "wecom", "language": "zh", "per_minute": 0, "kinds": "nonsense"})
    codes = {p["code"] for p in made.json["problems"]}
    assert made.status == 422 and {"field.too_small", "notify.unknown_kind"} <= codes, made.body
    path = f"{CHANNELS}/{stage.channels['mail']}/destination"
    bad = admin(stage.server, "POST", path, {"address": "mail.example", "sender": "nobody", "recipient": "x"})
    assert bad.status == 422 and len(bad.json["problems"]) == 3, bad.body
    twice = admin(stage.server, "POST", WATCHES, {"quiet_from": 0, "quiet_to": 0, "digest_minutes": 0})
    assert twice.status == 422 or twice.status == 409, twice.body
    for role in ("officer", "secretary", "leader", "contact"):
        assert as_role(stage.server, role, "GET", CHANNELS).status == 403
    assert as_role(stage.server, "officer", "POST", WATCHES, {"quiet_from": 1, "quiet_to": 2, "digest_minutes": 0}).status == 403


def secrets_are_nowhere(stage):
    server, words = stage.server, []
    for path in (CHANNELS, DELIVERIES + "?limit=200", "/api/admin/audit?limit=200", "/api/describe"):
        answer = admin(server, "GET", path)
        assert answer.status == 200, f"{path} {answer.status}"
        words.append(answer.body.decode())
    for channel in stage.channels.values():
        for path in (f"{CHANNELS}/{channel}", f"{CHANNELS}/{channel}/history"):
            words.append(admin(server, "GET", path).body.decode())
    assert any('"destination_set"' in word for word in words), "the audit trail names what was set"
    file = pathlib.Path(server.data, "channels.json")
    run(stage.binary, "export", str(file), "--entity", "channel", *place(server.data))
    words += [file.read_text(encoding="utf-8"), pathlib.Path(server.data, "serve.err").read_text(encoding="utf-8")]
    for secret in (*KEYS.values(), *SECRETS.values(), SENDER, RECIPIENT):
        assert not any(secret in word for word in words), f"{secret} can be read"


def quiet_hours_hold_and_urgent_goes_to_the_duty_seat(stage):
    server = stage.server
    now = max(n["at"] for n in as_role(server, "officer", "GET", "/api/casework/notices?limit=20").json["items"]) // 1_000_000
    clock = datetime.datetime.fromtimestamp(now, CHINA)
    minute = clock.hour * 60 + clock.minute
    quiet_to = (minute + 180) % 1440
    leader = as_role(server, "leader", "GET", "/api/session").json["person"]
    patch(server, f"{WATCHES}/{stage.watch}", {"quiet_from": (minute - 180) % 1440, "quiet_to": quiet_to, "duty_person_id": stage.officer["id"]})
    stage.far.answers["/night"] = [(200, {}, b"ok")]
    night = make_channel(server, "webhook", {"address": stage.far.url("/night"), "secret": "nightsecretnight"}, "夜间", "dispatched,urged")
    case = stage.dispatch("夜间诉求")

    def waiting():
        return [d for d in admin(server, "GET", f"{DELIVERIES}?channel_id={night}").json["items"] if d["notice_count"] == 1]
    held = until(waiting)[0]
    ends = datetime.datetime.fromtimestamp(held["next_at"] / 1e6, CHINA)
    assert held["state"] == "waiting" and ends.hour * 60 + ends.minute == quiet_to and ends.second == 0, (held, str(ends))
    ok(as_role(server, "leader", "POST", f"/api/casework/cases/{case['id']}/urge", {}))
    calls = until(lambda: stage.far.got("/night"))
    body = json.loads(calls[0][3])
    assert len(calls) == 1 and body["title"] == "紧急提醒 1 条" and case["number"] in body["text"] and "催办" in body["text"], calls
    assert leader["name"] not in calls[0][3].decode()
    patch(server, f"{WATCHES}/{stage.watch}", {"quiet_from": 0, "quiet_to": 0})


def unfolded(text):
    """A parser of its own: CR LF, folding, properties; answers the events as dicts."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", ""), "lines end with CR LF"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "lines have 75 octets at most"
    lines = re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR" and "VERSION:2.0" in lines and any(x.startswith("PRODID:") for x in lines)
    events, current = [], None
    for line in lines:
        name, value = line.split(":", 1)
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT":
            events.append(current)
            current = None
        elif current is not None:
            assert name not in current, f"{name} twice"
            current[name] = value
    for event in events:
        assert {"UID", "DTSTAMP", "SEQUENCE", "SUMMARY"} <= event.keys() and re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"]), event
    return events


def a_feed_holds_the_own_due_dates(stage):
    server = stage.server
    made = ok(as_role(server, "officer", "POST", FEEDS, {}))
    token = made["path"].removeprefix("/feeds/").removesuffix(".ics")
    answer = server.call("GET", made["path"])
    assert answer.status == 200 and answer.headers["content-type"].startswith("text/calendar"), answer.status
    text = answer.body.decode()
    events = unfolded(text)
    cases = {c["number"]: c for c in as_role(server, "officer", "GET", f"/api/casework/cases?owner_id={stage.officer['id']}&alive=true&limit=500").json["items"]
             if c["close_due_at"]}
    due = {e["SUMMARY"].split(" ")[0]: e for e in events if "DTSTART" in e}
    assert cases and due.keys() == cases.keys(), (sorted(due)[:5], sorted(cases)[:5])
    for number, case in cases.items():
        at = datetime.datetime.strptime(due[number]["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
        assert int(at.timestamp()) == case["close_due_at"] // 1_000_000 and due[number]["SEQUENCE"] == str(case["version"]), (case, due[number])
        assert due[number]["UID"].startswith(f"case-{case['id']}@") and case["title"] not in text
    assert all(re.fullmatch(r"\d{8}", e["DTSTART;VALUE=DATE"]) for e in events if "DTSTART" not in e)
    assert stage.officer["name"] not in text and "张三" not in text
    again = unfolded(server.call("GET", made["path"]).body.decode())
    assert [e["UID"] for e in again] == [e["UID"] for e in events], "the same entries have the same names"
    listed = as_role(server, "officer", "GET", FEEDS).body.decode()
    assert token not in listed and as_role(server, "secretary", "GET", f"{FEEDS}/{made['id']}").status == 404
    assert as_role(server, "secretary", "POST", f"{FEEDS}/{made['id']}/revoke", {}).status == 404
    ok(as_role(server, "officer", "POST", f"{FEEDS}/{made['id']}/revoke", {}))
    nobody = server.call("GET", "/feeds/1." + "x" * 43 + ".ics", headers={"X-Request-Id": "the-same-request"})
    revoked = server.call("GET", made["path"], headers={"X-Request-Id": "the-same-request"})
    assert revoked.status == nobody.status == 404 and revoked.body == nobody.body, (revoked.body, nobody.body)
    assert server.call("GET", made["path"].removesuffix(".ics")).status == 404
    log = pathlib.Path(server.data, "serve.err").read_text(encoding="utf-8")
    assert "/feeds/{token}" in log and token not in log and token.split(".")[1] not in log, "requests are logged without the token"


def main():
    binary = binary_from_command_line()
    far, mail = FarSide(), MailSide()
    with demo_server(binary, extra=("--log-requests", "--relay", f"127.0.0.1:{far.port}", "--relay", f"127.0.0.1:{mail.port}")) as server:
        stage = Stage(server, binary, far, mail)
        acts = [wecom_after_500_and_a_full_minute, dingtalk_after_429_and_a_broken_connection, feishu_refused_then_sent_again_by_hand,
                webhook_after_a_timeout_with_the_same_id, mail_after_451, mail_refused_for_good, a_trial_says_what_the_other_side_said, inputs_are_refused,
                quiet_hours_hold_and_urgent_goes_to_the_duty_seat, a_feed_holds_the_own_due_dates, secrets_are_nowhere]
        check_all([(act.__name__, lambda act=act: act(stage)) for act in acts])


if __name__ == "__main__":
    main()
