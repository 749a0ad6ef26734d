// What run.mjs asks of both pages.
const frame = () => new Promise((done) => requestAnimationFrame(done));
const drawn = async () => { await frame(); await frame(); };

async function opened(events) {
  const began = performance.now();
  await open(events);
  await drawn();
  return performance.now() - began;
}

async function step(course, n) {
  ({ "pan, far": pan(0.5), "pan, near": pan(0.01), zoom })[course](n);
  await drawn();
}
