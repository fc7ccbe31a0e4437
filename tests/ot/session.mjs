// session.mjs - several writers of one text: browsers with CodeMirror's own collab, and an authority that thinks with src/ot
//
// The rules are those of docs/wire.md: an update is received one by one, one push is under way, a stale push is rebased.
import { ChangeSet, EditorState, Text } from '@codemirror/state';
import { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab';

export const textOf = (string) => Text.of(string.split('\n'));

export class Writer {
    constructor(id, text, startVersion = 0) {
        this.id = id;
        this.state = EditorState.create({ doc: textOf(text), extensions: collab({ clientID: id, startVersion }) });
    }

    // changes: a ChangeSet, its JSON, or what CodeMirror makes one of
    write(changes) {
        const isJson = Array.isArray(changes) && changes.every((part) => typeof part === 'number' || Array.isArray(part));
        this.state = this.state.update({ changes: isJson ? ChangeSet.fromJSON(changes) : changes }).state;
        return this;
    }

    receive(update) {
        this.state = receiveUpdates(this.state, [{ clientID: update.client, changes: ChangeSet.fromJSON(update.changes) }]).state;
    }

    get text() { return this.state.doc.toString(); }
    get version() { return getSyncedVersion(this.state); }
    get unsent() { return sendableUpdates(this.state).map((update) => update.changes.toJSON()); }
}

export class Authority {
    constructor(lines, text) {
        this.lines = lines;
        this.text = text;
        this.updates = [];
    }

    // What a push from `version` becomes; false: updates of this client were taken since, so it has to pull first.
    async push(client, version, updates) {
        const since = this.updates.slice(version);
        if (since.some((update) => update.client === client)) return false;
        const theirs = since.map((update) => update.changes);
        for (const changes of await this.lines.ask({ do: 'rebase', mine: updates, theirs })) {
            this.text = await this.lines.ask({ do: 'apply', a: changes, text: this.text });
            if (typeof this.text !== 'string') throw new Error(`a rebased update does not fit: ${JSON.stringify(changes)}`);
            this.updates.push({ client, changes });
        }
        return true;
    }

    // Everything since the writer's version, one by one.
    pull(writer, until = this.updates.length) {
        while (writer.version < until) writer.receive(this.updates[writer.version]);
    }

    async take(writer, most = Infinity) {
        return this.push(writer.id, writer.version, writer.unsent.slice(0, most));
    }
}

export const permutations = (list) =>
    list.length < 2 ? [list] : list.flatMap((first, i) => permutations(list.filter((_, j) => j !== i)).map((rest) => [first, ...rest]));

// Every writer writes a chain of changes over the same text, knowing of no other; they are pushed in `order`, all stale, and
// everybody receives everything. The texts at the end: the authority's, then the writers'.
export async function meet(lines, text, chains, order = chains.map((_, i) => i)) {
    const authority = new Authority(lines, text);
    const writers = chains.map((chain, i) => chain.reduce((writer, changes) => writer.write(changes), new Writer(`w${i}`, text)));
    for (const i of order) await authority.take(writers[i]);
    for (const writer of writers) authority.pull(writer);
    return [authority.text, ...writers.map((writer) => writer.text)];
}
