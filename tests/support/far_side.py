"""The other ends of messages, on loopback: a web server that answers by script and keeps what it got, and a mail server."""
import http.server
import socket
import socketserver
import threading
import time


class FarSide:
    """`answers[path]` is a list of (status, headers, body), "hang" or "break"; the last one stays."""

    def __init__(self):
        self.answers, self.received, self.lock = {}, [], threading.Lock()
        far_side = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                path = self.path.split("?")[0]
                with far_side.lock:
                    far_side.received.append((path, self.path, dict(self.headers.items()), body, time.time()))
                    script = far_side.answers.get(path, [(404, {}, b"nothing here")])
                    answer = script.pop(0) if len(script) > 1 else script[0]
                if answer == "hang":
                    time.sleep(9)
                if answer in ("hang", "break"):
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                status, headers, content = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def got(self, path):
        with self.lock:
            return [call for call in self.received if call[0] == path]


class MailSide:
    """An SMTP server without TLS; `replies` to RCPT are played one after another, the last one stays."""

    def __init__(self):
        self.replies, self.mails, self.attempts = ["250 OK"], [], 0
        mail_side = self

        class Handler(socketserver.StreamRequestHandler):
            def say(self, line):
                self.wfile.write(line.encode() + b"\r\n")

            def handle(self):
                self.say("220 mail.example ESMTP")
                envelope = []
                while line := self.rfile.readline().decode().strip():
                    word = line.split(" ")[0].upper()
                    if word == "EHLO":
                        self.say("250-mail.example")
                        self.say("250 8BITMIME")
                    elif word == "RCPT":
                        mail_side.attempts += 1
                        reply = mail_side.replies.pop(0) if len(mail_side.replies) > 1 else mail_side.replies[0]
                        envelope.append(line)
                        self.say(reply)
                    elif word == "DATA":
                        self.say("354 go on")
                        data = b""
                        while not data.endswith(b"\r\n.\r\n"):
                            data += self.rfile.readline()
                        mail_side.mails.append((list(envelope), data[:-5]))
                        self.say("250 queued")
                    elif word == "QUIT":
                        self.say("221 bye")
                        return
                    else:
                        envelope.append(line)
                        self.say("250 OK")

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
