// What a service worker has beside every other worker's names, and what generator/formats writes in
// front of the script.

/** The bytes that it may store. */
declare const ROOM: number;
/** A script's folder → language, message for a page that is missing, words of the link to the front. */
declare const WORDS: Record<string, [lang: string, message: string, front: string]>;

/** newest.json */
interface Newest {
  version: string;
  edition: string;
  steps: string[];
  pictures: string[];
}

interface WorkerGlobalScope {
  readonly registration: ServiceWorkerRegistration;
  addEventListener(type: "message", listener: (event: ExtendableMessageEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}
