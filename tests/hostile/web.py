"""A web server on 127.0.0.1 that gives out the files of the current folder, and under some paths what a repository never would.

    python3 web.py       prints its port, and serves until it is ended: /moved/... points to a file of the machine, /endless/...
                         never ends, /grown/... says a size that is not its own
"""
import http.server


class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/moved/"):
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif self.path.startswith("/endless/"):
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
            except OSError:
                pass
        elif self.path.startswith("/grown/"):
            self.send_response(200)
            self.send_header("Content-Length", "99999999999")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *ignored):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
