// This site keeps nothing for reading without a network; what it once kept goes.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const mine = `huozi ${new URL("./", self.location).href} `;
  for (const name of await caches.keys()) if (name.startsWith(mine)) await caches.delete(name);
  await self.registration.unregister();
}
