// What must survive a reload, sealed: changes that wait for the line, and words typed but not yet sent.
//
// Everything is written to IndexedDB as AES-GCM ciphertext; a record's name is a random or numeric word, never text of a
// client. The key is derived from the account's seal, which the server gives to its signed-in sessions only, lives in memory
// as a CryptoKey that script can't export, and is gone with the page: the disk alone opens nothing. A password that is changed
// changes the seal. Sign-out burns the records as well, and the server's Clear-Site-Data empties the rest.
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
  static async open(account: number, seal: string): Promise<Vault | null> {
    try {
      if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return null;
      const db = await database();
      return new Vault(db, await key_from(seal), account);
    } catch {
      return null;
    }
  }

  /** Writes happen one after another, so a later value never loses to an earlier one. True once it is on disk, and the one it stands instead of is not. */
  put(id: string, value: unknown, instead_of?: string): Promise<boolean> {
    return this.#in_turn(async (db) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(value));
      const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: label(id, this.#account) }, this.#key, text);
      const tx = db.transaction('sealed', 'readwrite');
      if (instead_of !== undefined) void tx.store.delete(instead_of);
      void tx.store.put({ id, account: this.#account, iv, data } satisfies Sealed);
      await tx.done;
    });
  }

  remove(id: string): Promise<boolean> {
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

  #in_turn(work: (db: IDBPDatabase) => Promise<unknown>): Promise<boolean> {
    const next = this.#turn.then(async () => {
      if (!this.#db) return false;
      await work(this.#db);
      return true;
    }).catch(() => false);
    this.#turn = next;
    return next;
  }
}

/** At sign-out: what was sealed goes too. */
export async function burn(): Promise<void> {
  try {
    const db = await database();
    await db.clear('sealed');
    db.close();
  } catch {
    // no storage: nothing was kept
  }
}

function database(): Promise<IDBPDatabase> {
  return openDB('rinnalla', 1, {
    upgrade(db) {
      db.createObjectStore('sealed', { keyPath: 'id' });
    },
  });
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
