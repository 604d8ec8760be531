// What the phone keeps: the interview's address, answers not sent yet (words or a recording), the last view. In
// IndexedDB where there is one, in localStorage where there is not, in memory as the last resort.

const DATABASE = "ayi";
const OUTBOX = "outbox";
const KEPT = "kept";
const PATIENCE_MS = 4000;

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
      // Nothing can be stored here.
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
    request.onblocked = () => reject(request.error);
    // Some phones never answer.
    setTimeout(reject, PATIENCE_MS);
  });
}

class Indexed {
  constructor(database) {
    this.database = database;
    this.loose = [];
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

  // A full phone stores nothing more: then an answer is held as long as the page is open, and says so (`loose`). What
  // comes after it is held too, so that the order stays.
  async add(item) {
    if (!this.loose.length) {
      try {
        return await this.run(OUTBOX, "readwrite", (store) => store.add(item));
      } catch (error) {
        // Held below.
      }
    }
    const seq = Date.now() * 1000 + this.loose.length;
    this.loose.push({ ...item, seq, loose: true });
    return seq;
  }

  async waiting() {
    const stored = await this.run(OUTBOX, "readonly", (store) => store.getAll());
    return stored.concat(this.loose);
  }

  async drop(seq) {
    this.loose = this.loose.filter((item) => item.seq !== seq);
    await this.run(OUTBOX, "readwrite", (store) => store.delete(seq));
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
    this.memory = small.get("store") || { next: 1, items: [], kept: {} };
    this.memory.items.forEach((item) => {
      if (item.sound) item.sound = bytesOf(item.sound);
    });
  }

  async change(work) {
    const result = work(this.memory);
    const items = this.memory.items.map((item) => (item.sound ? { ...item, sound: lettersOf(item.sound) } : item));
    const stored = small.set("store", { ...this.memory, items });
    this.memory.items.forEach((item) => {
      item.loose = !stored;
    });
    return result;
  }

  add(item) {
    return this.change((memory) => {
      memory.items.push({ seq: memory.next, ...item });
      memory.next += 1;
      return memory.next - 1;
    });
  }

  async waiting() {
    return this.memory.items.slice();
  }

  drop(seq) {
    return this.change((memory) => {
      memory.items = memory.items.filter((item) => item.seq !== seq);
    });
  }

  keep(key, value) {
    return this.change((memory) => {
      memory.kept[key] = value;
    });
  }

  async kept(key) {
    return this.memory.kept[key];
  }

  forget(key) {
    return this.change((memory) => delete memory.kept[key]);
  }
}

function lettersOf(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return window.btoa(letters.join(""));
}

function bytesOf(letters) {
  return Uint8Array.from(window.atob(letters), (letter) => letter.charCodeAt(0)).buffer;
}
