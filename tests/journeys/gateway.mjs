// A door before the server that a journey can shut, and that can hand out another version of the worker of the screens.
import { createServer, request as ask } from 'node:http';

export class Gateway {
  isShut = false;
  /** Stands in the text of /sw.js; another one is another version. */
  version = '';
  #doors = [];
  #open = new Set();

  constructor(base) {
    this.base = new URL(base);
  }

  /** Opens the door at this address; answers where it is. */
  async listen(host = '127.0.0.1') {
    const door = createServer((request, response) => this.#pass(request, response));
    door.on('connection', (socket) => {
      if (this.isShut) return void socket.destroy();
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
    });
    await new Promise((ready) => door.listen(0, host, ready));
    this.#doors.push(door);
    return `http://${host}:${door.address().port}`;
  }

  shut() {
    this.isShut = true;
    this.#open.forEach((socket) => socket.destroy());
  }
  reopen() {
    this.isShut = false;
  }
  close() {
    this.shut();
    this.#doors.forEach((door) => door.close());
  }

  #pass(request, response) {
    const { hostname, port } = this.base;
    const isWorker = request.url === '/sw.js' && this.version !== '';
    const headers = { ...request.headers };
    if (isWorker) headers['accept-encoding'] = 'identity';
    const onward = ask({ host: hostname, port, path: request.url, method: request.method, headers }, (answer) => {
      if (!isWorker || answer.statusCode !== 200) {
        response.writeHead(answer.statusCode, answer.headers);
        return void answer.pipe(response);
      }
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts)
          .toString()
          .replace(/const kVersion = "[^"]*"/, `const kVersion = "${this.version}"`);
        response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' });
        response.end(text);
      });
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }
}
