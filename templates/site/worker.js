/* Serves one edition when there is no connection. Above this, the build puts EDITION: what the edition holds.

   Several editions share one origin, one in a folder of the other, and each has a worker of its own. So this one touches
   only what EDITION lists, and its caches carry its scope in their names. Pages come from the network first, because a
   telephone number may have changed; from the device when that fails or takes too long. */
"use strict";

const worker = /** @type {OwnWorker} */ (/** @type {unknown} */ (self));
const SCOPE = new URL(worker.registration.scope);
const PREFIX = `handbook|${SCOPE.pathname}|`;
const CACHE = PREFIX + EDITION.version;
const PATIENCE = 4000; // milliseconds to wait for the network when the page is on the device
const MARK = "X-Handbook-Mark"; // which text a kept file holds
const KEPT = "X-Handbook-Kept"; // when it was kept
const DOWNLOADS = "downloads/";
const CARD = "card/"; // opens from the device first of all, and renews itself for the next time

/** @type {Map<string, {kept: string, isCurrent: Promise<boolean>}>} */
const served = new Map(); // what each open page was given: when that was kept, and whether it is this version's text

/** @param {string} url */
function pathOf(url) {
  const address = new URL(url);
  return address.origin === SCOPE.origin && address.pathname.startsWith(SCOPE.pathname)
    ? decodeURI(address.pathname.slice(SCOPE.pathname.length))
    : null;
}

/** @param {string} path */
function addressOf(path) {
  return new URL(encodeURI(path) || ".", SCOPE).href;
}

/**
 * @param {object} table
 * @param {string | null} name
 */
function has(table, name) {
  return name !== null && Object.prototype.hasOwnProperty.call(table, name);
}

/**
 * @param {string | null} path
 * @returns {path is string}
 */
function isListed(path) {
  return has(EDITION.files, path);
}

/** @param {string} path */
function isPage(path) {
  return path === "" || path.endsWith("/");
}

/**
 * A page behind a sign-in answers with another page, or with an error: neither is kept.
 * @param {Response} response
 */
function canBeKept(response) {
  return response.ok && response.type === "basic" && !response.redirected && response.status === 200;
}

/**
 * @param {Cache} cache
 * @param {string} path
 * @param {string} mark
 * @param {Response} response
 */
async function keep(cache, path, mark, response) {
  const headers = new Headers();
  headers.set("Content-Type", response.headers.get("Content-Type") || "application/octet-stream");
  headers.set(MARK, mark);
  headers.set(KEPT, new Date().toISOString());
  await cache.put(addressOf(path), new Response(await response.blob(), { headers }));
}

/** @param {string} path */
function fromNetwork(path) {
  return fetch(addressOf(path), { cache: "no-cache", credentials: "same-origin", redirect: "manual" });
}

/**
 * @param {Cache} cache
 * @param {string} path
 * @param {string} mark
 */
async function fetchAndKeep(cache, path, mark) {
  const response = await fromNetwork(path);
  if (!canBeKept(response)) throw new Error(`${path}: ${response.status}`);
  await keep(cache, path, mark, response);
}

/**
 * Take what is still good of what another version kept, and give the paths of what is not.
 * @param {Cache} before
 * @param {Cache} cache
 */
async function takeFrom(before, cache) {
  const changed = [];
  for (const request of await before.keys()) {
    const path = pathOf(request.url);
    const response = await before.match(request);
    if (path === null || !response) continue;
    const isCurrent = isListed(path) && response.headers.get(MARK) === EDITION.files[path];
    if (isCurrent || path.startsWith(DOWNLOADS)) await cache.put(request, response);
    else if (isListed(path)) changed.push(path);
  }
  return changed;
}

/** Begin this version's cache from what was kept before; only what changed since is fetched. */
async function takeOver() {
  const cache = await caches.open(CACHE);
  const wanted = new Set(EDITION.core);
  for (const name of (await caches.keys()).filter((each) => each.startsWith(PREFIX) && each !== CACHE)) {
    (await takeFrom(await caches.open(name), cache)).forEach((path) => wanted.add(path));
  }
  const core = new Set(EDITION.core);
  for (const path of wanted) {
    if (await cache.match(addressOf(path))) continue;
    try {
      await fetchAndKeep(cache, path, EDITION.files[path]);
    } catch (error) {
      if (core.has(path)) throw error; // try the whole again another time; the version before stays in charge
    }
  }
}

async function forgetVersionsBefore() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
}

/**
 * @param {string} path
 * @param {Response} response
 */
async function isThisVersion(path, response) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.startsWith(EDITION.files[path]);
}

/**
 * @param {number} milliseconds
 * @returns {Promise<undefined>}
 */
function later(milliseconds) {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}

/**
 * @param {string} path
 * @param {FetchEvent} event
 */
async function givePage(path, event) {
  const cache = await caches.open(CACHE);
  const saved = await cache.match(addressOf(path));
  const network = fromNetwork(path);
  const kept = network.then((response) => {
    if (canBeKept(response)) return keep(cache, path, EDITION.files[path], response.clone());
    return undefined;
  });
  event.waitUntil(kept.catch(() => undefined));
  const patience = path === CARD ? 0 : PATIENCE;
  const first = saved ? Promise.race([network, later(patience)]) : network;
  const response = await first.catch((error) => {
    if (saved) return undefined;
    throw error;
  });
  const given = response || /** @type {Response} */ (saved);
  if (event.resultingClientId && given.ok) {
    const since = response || path === CARD ? "" : given.headers.get(KEPT) || "";
    served.set(event.resultingClientId, { kept: since, isCurrent: isThisVersion(path, given.clone()) });
  }
  return given;
}

/**
 * @param {string} path
 * @param {FetchEvent} event
 */
async function giveMissingPage(path, event) {
  try {
    return await givePage(path, event);
  } catch {
    const cache = await caches.open(CACHE);
    const instead = await cache.match(addressOf("offline/"));
    return instead
      ? Response.redirect(`${addressOf("offline/")}?missing=${encodeURIComponent(path)}`)
      : Response.error();
  }
}

/** @param {string} path */
async function giveFile(path) {
  const cache = await caches.open(CACHE);
  const saved = await cache.match(addressOf(path));
  if (saved) return saved;
  const response = await fromNetwork(path);
  if (canBeKept(response)) await keep(cache, path, EDITION.files[path], response.clone());
  return response;
}

/** @param {Request} request */
async function giveDownload(request) {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(CACHE);
    return (await cache.match(request.url)) || Response.error();
  }
}

/** What the worker holds of its edition. */
async function held() {
  const cache = await caches.open(CACHE);
  /** @type {Held["held"]} */
  const found = {};
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    const path = pathOf(request.url);
    if (!response || path === null) continue;
    found[path] = { mark: response.headers.get(MARK) || "", kept: response.headers.get(KEPT) || "" };
  }
  const pages = Object.keys(EDITION.files).filter(isPage);
  const saved = pages.filter((path) => has(found, path)).length;
  return { version: EDITION.version, held: found, pages: pages.length, saved };
}

/**
 * What open pages may ask. Each answers with a value; `say` tells how far it is meanwhile.
 * @type {Record<string, (asked: {path: string, mark: string, source: {id: string}, say(far: Progress): void}) => Promise<unknown>>}
 */
const ANSWERS = {
  async here({ source, path }) {
    const given = served.get(source.id);
    return {
      kept: given ? given.kept : "",
      isCurrent: given ? await given.isCurrent : false,
      mark: EDITION.files[path] || "",
    };
  },
  held,
  async save({ say }) {
    const cache = await caches.open(CACHE);
    const paths = Object.keys(EDITION.files);
    let done = 0;
    const waiting = paths.slice();
    async function work() {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        if (!(await cache.match(addressOf(path)))) await fetchAndKeep(cache, path, EDITION.files[path]);
        done += 1;
        say({ done, total: paths.length });
      }
    }
    await Promise.all([work(), work(), work(), work()]);
    return held();
  },
  async keep({ path, mark }) {
    if (!path.startsWith(DOWNLOADS)) throw new Error("not a download");
    await fetchAndKeep(await caches.open(CACHE), path, mark);
    return held();
  },
  async drop({ path }) {
    await (await caches.open(CACHE)).delete(addressOf(path));
    return held();
  },
  async forget() {
    for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
    return {};
  },
};

worker.addEventListener("install", (event) => {
  event.waitUntil(takeOver().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetVersionsBefore().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = request.method === "GET" ? pathOf(request.url) : null;
  if (path !== null && path.startsWith(DOWNLOADS)) event.respondWith(giveDownload(request));
  else if (!isListed(path)) return;
  else if (request.mode === "navigate") event.respondWith(giveMissingPage(path, event));
  else event.respondWith(isPage(path) ? givePage(path, event) : giveFile(path));
});

worker.addEventListener("message", (event) => {
  const [port] = event.ports;
  const { ask, path = "", mark = "" } = event.data;
  if (!port || !has(ANSWERS, ask)) return;
  /** @param {Progress} progress */
  const say = (progress) => port.postMessage({ progress });
  event.waitUntil(
    ANSWERS[ask]({ path, mark, source: event.source, say }).then(
      (answer) => port.postMessage({ answer }),
      (error) => port.postMessage({ error: String(error) }),
    ),
  );
});
