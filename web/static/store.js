// What the phone keeps: which interview this is, answers not sent yet, the last view for reloads without a network.
// IndexedDB where there is one, localStorage where there is not, memory as the last resort.

const DATABASE = "ayi";
const OUTBOX = "outbox";
const KEPT = "kept";

/** Small settings, read at once. */
export const small = {
  get(name) {
    try {
      const text = window.localStorage.getItem(`ayi.${name}`);
      return text === null ? null : JSON.parse(text);
    } catch (error) {
      return null;
    }
  },
  set(name, value) {
    try {
      window.localStorage.setItem(`ayi.${name}`, JSON.stringify(value));
      return true;
    } catch (error) {
      return false;
    }
  },
  remove(name) {
    try {
      window.localStorage.removeItem(`ayi.${name}`);
    } catch (error) {
      // Nothing could be stored, so there is nothing to remove.
    }
  },
};

/** The larger store: outgoing answers in order, and kept views by key. */
export async function openStore() {
  try {
    return new Indexed(await openDatabase());
  } catch (error) {
    return new Simple();
  }
}

function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(OUTBOX, { keyPath: "seq", autoIncrement: true });
      request.result.createObjectStore(KEPT);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

class Indexed {
  constructor(database) {
    this.database = database;
    database.onversionchange = () => database.close();
  }

  // Resolves when the transaction is complete, not when the request is: only then is it on the disk.
  run(name, mode, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(name, mode);
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  add(item) {
    return this.run(OUTBOX, "readwrite", (store) => store.add(item));
  }

  waiting() {
    return this.run(OUTBOX, "readonly", (store) => store.getAll());
  }

  drop(seq) {
    return this.run(OUTBOX, "readwrite", (store) => store.delete(seq));
  }

  keep(key, value) {
    return this.run(KEPT, "readwrite", (store) => store.put(value, key));
  }

  kept(key) {
    return this.run(KEPT, "readonly", (store) => store.get(key));
  }

  forget(key) {
    return this.run(KEPT, "readwrite", (store) => store.delete(key));
  }
}

class Simple {
  constructor() {
    this.memory = { next: 1, items: [], kept: {} };
    const stored = small.get("store");
    if (stored) this.memory = stored;
  }

  async save() {
    small.set("store", this.memory);
  }

  async add(item) {
    const seq = this.memory.next;
    this.memory.next += 1;
    this.memory.items.push(Object.assign({ seq }, item));
    await this.save();
    return seq;
  }

  async waiting() {
    return this.memory.items.slice();
  }

  async drop(seq) {
    this.memory.items = this.memory.items.filter((item) => item.seq !== seq);
    await this.save();
  }

  async keep(key, value) {
    this.memory.kept[key] = value;
    await this.save();
  }

  async kept(key) {
    return this.memory.kept[key];
  }

  async forget(key) {
    delete this.memory.kept[key];
    await this.save();
  }
}
