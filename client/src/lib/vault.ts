// What must survive a reload, sealed: changes that wait for the line, and words typed but not yet sent.
//
// Everything is written to IndexedDB as AES-GCM ciphertext; a record's name is a random or numeric word, never text of a
// client. The key is a CryptoKey that script can't export. Where the server gives the account a seal (`account.seal`),
// the key is derived from it, lives in memory only, and the disk alone opens nothing. Without a seal the key is kept in
// IndexedDB beside the records until sign-out: that keeps the text out of plain sight, out of other origins, out of
// synced profiles and search tools, and useless after sign-out (the key is deleted first, then the records, and the
// server's Clear-Site-Data empties the rest). It does not protect against somebody who reads the disk of a machine where
// a session was left open and who takes the browser's own files apart; full-disk encryption has to.
import { openDB, type IDBPDatabase } from 'idb';

interface Sealed { id: string; account: number; iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

export class Vault {
  #db: IDBPDatabase | null;
  #key: CryptoKey;
  #account: number;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(db: IDBPDatabase | null, key: CryptoKey, account: number) {
    this.#db = db;
    this.#key = key;
    this.#account = account;
  }

  /** null where the browser has no storage or no crypto to seal it with: then memory has to do. */
  static async open(account: number, seal?: string): Promise<Vault | null> {
    try {
      if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return null;
      const db = await database();
      const key = seal ? await key_from(seal) : await kept_key(db, account);
      return new Vault(db, key, account);
    } catch {
      return null;
    }
  }

  /** Writes happen one after another, so a later value never loses to an earlier one. */
  put(id: string, value: unknown): Promise<void> {
    return this.#in_turn(async (db) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(value));
      const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: label(id, this.#account) }, this.#key, text);
      await db.put('sealed', { id, account: this.#account, iv, data } satisfies Sealed);
    });
  }

  remove(id: string): Promise<void> {
    return this.#in_turn((db) => db.delete('sealed', id));
  }

  /** Everything of mine whose name begins so; what can't be opened is thrown away. */
  async all<T>(start: string): Promise<Map<string, T>> {
    const found = new Map<string, T>();
    if (!this.#db) return found;
    for (const s of (await this.#db.getAll('sealed', IDBKeyRange.bound(start, `${start}\uffff`))) as Sealed[]) {
      if (s.account !== this.#account) continue;
      try {
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: s.iv, additionalData: label(s.id, s.account) }, this.#key, s.data);
        found.set(s.id, JSON.parse(new TextDecoder().decode(plain)) as T);
      } catch {
        await this.#db.delete('sealed', s.id);
      }
    }
    return found;
  }

  close(): void {
    this.#db?.close();
    this.#db = null;
  }

  #in_turn(work: (db: IDBPDatabase) => Promise<unknown>): Promise<void> {
    const next = this.#turn.then(async () => { if (this.#db) await work(this.#db); }).catch(() => undefined);
    this.#turn = next;
    return next as Promise<void>;
  }
}

/** At sign-out: the key first, then what it sealed. */
export async function burn(): Promise<void> {
  try {
    const db = await database();
    await db.clear('key');
    await db.clear('sealed');
    db.close();
  } catch {
    // no storage: nothing was kept
  }
}

function database(): Promise<IDBPDatabase> {
  return openDB('rinnalla', 1, {
    upgrade(db) {
      db.createObjectStore('key', { keyPath: 'account' });
      db.createObjectStore('sealed', { keyPath: 'id' });
    },
  });
}

async function kept_key(db: IDBPDatabase, account: number): Promise<CryptoKey> {
  const kept = (await db.get('key', account)) as { key: CryptoKey } | undefined;
  if (kept) return kept.key;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await db.put('key', { account, key });
  return key;
}

async function key_from(seal: string): Promise<CryptoKey> {
  const root = await crypto.subtle.importKey('raw', new TextEncoder().encode(seal), 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode('rinnalla vault 1');
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info }, root, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** Ties a record to its name and owner: a sealed text moved to another name doesn't open. */
function label(id: string, account: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${account}:${id}`);
}
