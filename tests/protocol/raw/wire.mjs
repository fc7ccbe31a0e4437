// wire.mjs - bytes on a TCP connection, so that a test can say what no library would.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** A connection that keeps what arrives. */
export class Line {
  constructor(port) {
    this.bytes = Buffer.alloc(0);
    this.isOver = false;
    this.waiting = [];
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (data) => {
      this.bytes = Buffer.concat([this.bytes, data]);
      this.wake();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.isOver = true;
      this.wake();
    });
  }

  wake() {
    for (const check of this.waiting.splice(0)) check();
  }

  write(data) {
    if (!this.socket.destroyed) this.socket.write(data);
    return this;
  }

  /** Until the condition holds, the line is over, or the time is up; answers whether it holds. */
  async until(condition, ms = 3000) {
    const end = Date.now() + ms;
    while (!condition() && !this.isOver && Date.now() < end)
      await new Promise((done) => {
        const timer = setTimeout(done, end - Date.now());
        this.waiting.push(() => (clearTimeout(timer), done()));
      });
    return Boolean(condition());
  }

  close() {
    this.socket.destroy();
  }
}

/** Sends a request as it is and waits for whole answers, or the end of the line. */
export async function ask(port, text, { answers = 1, ms = 3000 } = {}) {
  const line = new Line(port);
  const began = Date.now();
  line.write(text);
  await line.until(() => readAnswers(line.bytes).length >= answers, ms);
  const found = readAnswers(line.bytes);
  const result = { answers: found, ...found[0], isOver: line.isOver, took: Date.now() - began, line };
  return result;
}

/** The HTTP answers in a stretch of bytes; a HEAD's has no body, so it is said. */
export function readAnswers(bytes, isHead = false) {
  const answers = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf('\r\n\r\n', at);
    if (end < 0) return answers;
    const [first, ...lines] = bytes.subarray(at, end).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const length = isHead ? 0 : Number(headers['content-length'] ?? 0);
    if (bytes.length < end + 4 + length) return answers;
    const body = bytes.subarray(end + 4, end + 4 + length).toString();
    answers.push({ status: Number(first.split(' ')[1]), headers, body });
    at = end + 4 + length;
  }
}

export const opcode = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/** A client's frame. `length` lies about the payload's. */
export function frame(kind, payload = '', { final = true, masked = true, reserved = 0, length } = {}) {
  const data = Buffer.from(payload);
  const said = length ?? data.length;
  const head = [(final ? 0x80 : 0) | (reserved << 4) | kind];
  const mask = masked ? 0x80 : 0;
  if (said < 126) head.push(mask | said);
  else if (said < 65536) head.push(mask | 126, said >> 8, said & 255);
  else {
    const long = Buffer.alloc(8);
    long.writeBigUInt64BE(BigInt(said));
    head.push(mask | 127, ...long);
  }
  if (!masked) return Buffer.concat([Buffer.from(head), data]);
  const key = randomBytes(4);
  return Buffer.concat([Buffer.from(head), key, data.map((byte, i) => byte ^ key[i & 3])]);
}

/** What a server sent: whole frames only. */
export function readFrames(bytes) {
  const frames = [];
  let at = 0;
  for (;;) {
    if (bytes.length < at + 2) return frames;
    let length = bytes[at + 1] & 0x7f;
    let start = at + 2;
    if (length === 126) {
      if (bytes.length < at + 4) return frames;
      length = bytes.readUInt16BE(at + 2);
      start = at + 4;
    } else if (length === 127) {
      if (bytes.length < at + 10) return frames;
      length = Number(bytes.readBigUInt64BE(at + 2));
      start = at + 10;
    }
    if (bytes.length < start + length) return frames;
    const data = bytes.subarray(start, start + length);
    const kind = bytes[at] & 15;
    frames.push({ kind, final: Boolean(bytes[at] & 0x80), data, code: kind === opcode.close && length >= 2 ? data.readUInt16BE(0) : undefined });
    at = start + length;
  }
}

export function upgradeRequest({ path = '/ws', method = 'GET', version = 'HTTP/1.1', headers = {} } = {}) {
  const all = {
    Host: '127.0.0.1',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    'Sec-WebSocket-Protocol': 'rinnalla.v1',
    ...headers,
  };
  const lines = Object.entries(all).filter(([, value]) => value !== undefined);
  return `${method} ${path} ${version}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** An open WebSocket of raw frames, or throws with the status that came instead. */
export async function open(server, who, headers = {}) {
  const line = new Line(server.port);
  line.write(upgradeRequest({ headers: { Authorization: `Bearer ${who.token}`, ...headers } }));
  await line.until(() => line.bytes.includes('\r\n\r\n'));
  const status = Number(line.bytes.toString('latin1').split(' ')[1]);
  if (status !== 101) throw new Error(`no upgrade: ${line.bytes}`);
  line.bytes = line.bytes.subarray(line.bytes.indexOf('\r\n\r\n') + 4);
  return new Socket(line);
}

class Socket {
  constructor(line) {
    this.line = line;
    this.next = 1;
  }

  get frames() {
    return readFrames(this.line.bytes);
  }

  get messages() {
    return this.frames.filter((f) => f.kind === opcode.text).map((f) => JSON.parse(f.data));
  }

  get closed() {
    return this.frames.find((f) => f.kind === opcode.close);
  }

  send(...parts) {
    this.line.write(Buffer.concat(parts));
    return this;
  }

  say(text) {
    return this.send(frame(opcode.text, typeof text === 'string' ? text : JSON.stringify(text)));
  }

  /** Calls a method; answers the whole message that comes back. */
  async call(method, params = {}, ms = 3000) {
    const id = this.next++;
    this.say({ jsonrpc: '2.0', id, method, params });
    const mine = () => this.messages.find((m) => m.id === id);
    await this.line.until(mine, ms);
    return mine();
  }

  async message(found, ms = 3000) {
    await this.line.until(() => this.messages.some(found), ms);
    return this.messages.find(found);
  }

  /** The closing code; 0 where the line just ended; undefined where it is still open. */
  async code(ms = 3000) {
    await this.line.until(() => this.closed, ms);
    return this.closed?.code ?? (this.line.isOver ? 0 : undefined);
  }

  close() {
    this.line.close();
  }
}
