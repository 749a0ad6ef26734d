// node run.mjs PAGE EVENTS.json FRAMES CHROMIUM: opens a page of this folder without a screen, prints figures as JSON:
// milliseconds from the events to their picture, and for each course what every frame costs the page's main thread
// (script, style, layout and recording the paint; rasterising, on other threads, is not counted).
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [page, events, count, executablePath] = process.argv.slice(2);
const args = ["--disable-gpu", "--disable-background-networking", "--allow-file-access-from-files",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
const browser = await chromium.launch({ executablePath, args });
try {
  const tab = await browser.newPage({ viewport: { width: 1600, height: 600 } });
  // Nothing is asked of the network.
  await tab.route((url) => url.protocol !== "file:", (route) => route.abort());
  await tab.goto(new URL(page, import.meta.url).href);
  const session = await tab.context().newCDPSession(tab);
  await session.send("Performance.enable");
  const busy = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find((each) => each.name === "TaskDuration").value * 1000;
  };
  const given = JSON.parse(readFileSync(events, "utf8"));
  const found = { opened: await tab.evaluate((given) => opened(given), given), frames: {} };
  for (const course of ["pan, far", "pan, near", "zoom"]) {
    found.frames[course] = [];
    const began = Date.now();
    // Some take seconds for a frame: a few of those say enough.
    for (let n = 0; n < Number(count) && (n < 3 || Date.now() - began < 20_000); n++) {
      const before = await busy();
      await tab.evaluate(([course, n]) => step(course, n), [course, n]);
      found.frames[course].push((await busy()) - before);
    }
  }
  process.stdout.write(JSON.stringify(found));
} finally {
  await browser.close();
}
