// lines.mjs - the C library as a program that answers a line with a line (ot_lines.c)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export class Lines {
    #waiting = [];
    #program;
    #ended; // why, once it has

    constructor(...args) {
        const path = process.env.OT_LINES ?? 'build/ot_lines';
        this.#program = spawn(path, args, { stdio: ['pipe', 'pipe', 'inherit'] });
        createInterface({ input: this.#program.stdout }).on('line', (line) => this.#waiting.shift().resolve(JSON.parse(line)));
        this.#program.on('error', (error) => this.#end(error));
        this.#program.on('close', (code, signal) => this.#end(new Error(`${path} ended by ${signal ?? code}`)));
        this.#program.stdin.on('error', () => {}); // told by close
    }

    #end(error) {
        this.#ended ??= error;
        for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
    }

    askRaw(line) {
        if (this.#ended) return Promise.reject(this.#ended);
        return new Promise((resolve, reject) => {
            this.#waiting.push({ resolve, reject });
            this.#program.stdin.write(line + '\n');
        });
    }

    async ask(request) {
        const answer = await this.askRaw(JSON.stringify(request));
        if (answer.fault) throw new Error(`${answer.fault}: ${JSON.stringify(request)}`);
        return answer.is;
    }

    async fault(a) {
        return (await this.askRaw(JSON.stringify({ do: 'read', a }))).fault;
    }

    // Its exit code, or the signal that ended it.
    async end() {
        this.#program.stdin.end();
        if (!this.#ended) await once(this.#program, 'close');
        return this.#program.signalCode ?? this.#program.exitCode;
    }
}
