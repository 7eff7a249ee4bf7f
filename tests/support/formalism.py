"""What an instrument against formalism must not hold, as rules over names and words; each answers the faults it finds."""
import re

# (what it would be, names of programs, words of people)
FORBIDDEN = [
    ("a check-in", r"check_?in(s|_at|_time)?|clock_?in|punch_?in|attendance\w*", r"打卡|签到|考勤|check[- ]in\b|clock[- ]in\b|attendance"),
    ("a ranking of persons", r"rank(ing|ings|ed|_of)?|leader_?boards?|league\w*|scor(e|ing)_?boards?|merit_points|top_officers",
     r"排名|排行|名次|红黑榜|光荣榜|积分榜|末位|leader ?board|league table|\brank(ing|ed)?\b"),
    ("on-line time", r"online_(time|minutes|hours|seconds|days|since)|time_online|active_minutes|usage_minutes|screen_time",
     r"在线(时长|时间|率)|上线(时长|率)|活跃(度|时长|率)|使用时长|(on-?line|active) (time|minutes|hours)"),
    ("statistics of log-ins", r"log_?in_(count|counts|rate|days|statistics|stats|total)|log_?ins_(total|per_\w+)|sign_?in_(count|rate|days)",
     r"登录(次数|统计|率|天数|排)|log-?ins? (count|rate|statistics)|number of (log|sign)-?ins"),
    ("a forced photo", r"(selfie|photo|snapshot|watermark)\w*|\w+_photos?", r"自拍|水印|拍照(打卡|上传|留痕)|(必须|须|请先?)[^，。]{0,6}(拍照|照片)|selfie|must[^.]{0,20}photos?|photos? (is|are) (required|mandatory)"),
    ("a position of people", r"(gps|geolocation|whereabouts|geo_?fence)\w*|location_track\w*|track(s|ing)?_points?", r"定位|轨迹|地理围栏|\bGPS\b|geolocation"),
]
# Coordinates are of places; a field of any other record would be of the person who fills it in.
COORDINATE = re.compile(r"^(lat|lng|lon|latitude|longitude)(_e\d)?$|coordinates?$")
# An officer's is where they live or sit, typed once for the way to a firm; never where they are.
PLACES = {"enterprise", "project", "officer"}
# Words that say why it is absent, and words of another trade: (where, what), each read by a person.
ALLOWED = set()


def faults_of(where, name, words=()):
    """Faults of one name and of the words that stand for it."""
    found = []
    for what, names, texts in FORBIDDEN:
        if name and re.search(rf"(^|[^a-z])({names})($|[^a-z])", name):
            found.append(f"{where} {name}: {what}")
        for text in words:
            if text and (hit := re.search(texts, text, re.IGNORECASE)) and (where.split()[0], name) not in ALLOWED:
                found.append(f"{where} {name}: {what} ({hit.group(0)})")
    return found


def faults_in_descriptions(entities):
    faults = []
    for name, entity in entities.items():
        faults += faults_of("entity", name, entity["label"].values())
        for field in entity["fields"]:
            faults += faults_of(f"field {name}", field["name"], field["label"].values())
            for choice in field.get("choices") or []:
                faults += faults_of(f"choice {name}.{field['name']}", choice["name"], choice["label"].values())
            if COORDINATE.search(field["name"]) and (name not in PLACES or field.get("required")):
                faults.append(f"field {name} {field['name']}: a position that is forced, or is no place's")
    return faults


def faults_in_routes(document):
    faults = []
    for path, methods in document["paths"].items():
        for part in path.strip("/").split("/"):
            faults += faults_of(f"route {path}", part)
        for method, operation in methods.items():
            if method == "parameters":
                continue
            faults += faults_of(f"route {method} {path}", "", [operation.get("summary", "")])
            for parameter in operation.get("parameters", []):
                faults += faults_of(f"parameter of {path}", parameter.get("name", ""))
    return faults


def words_of(text):
    """key → sentence, out of a dictionary of the screens."""
    return {key: double or single for key, single, double in re.findall(r"'([a-z_0-9]+(?:\.[a-z_0-9]+)+)':\s*(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\")", text)}


def faults_in_words(words):
    return [fault for key, sentence in words.items() for fault in faults_of("words", key, [sentence])]


def faults_in_migrations(sql):
    names = set(re.findall(r"^\s*([a-z_0-9]+)\s+(?:INTEGER|TEXT|REAL|BLOB|BIGINT|NUMERIC)", sql, re.MULTILINE | re.IGNORECASE))
    names |= set(re.findall(r"(?:TABLE|COLUMN|INDEX|VIEW|TRIGGER)\s+(?:IF NOT EXISTS\s+)?([a-z_0-9]+)", sql, re.IGNORECASE))
    return [fault for name in sorted(names) for fault in faults_of("column", name)]


# Sources of screens that would ask a device for what nobody may be asked for.
DEVICE = re.compile(r"navigator\.geolocation|getUserMedia|ImageCapture|\bcapture=|watchPosition|DeviceMotion")


def faults_in_sources(sources):
    return [f"source {name}: {hit.group(0)}" for name, text in sources.items() if (hit := DEVICE.search(text))]


def faults_in_metrics(text):
    """Figures of the operation are of the program, never of a person."""
    faults = []
    for line in text.splitlines():
        if not line.startswith("#") and re.search(r"(person|user|login|officer|name)[a-z_]*=", line):
            faults.append(f"metric {line}")
        faults += faults_of("metric", re.split(r"[{ ]", line.lstrip("# "))[0])
    return faults
