// What a page measures of itself. The clock is the same in all pages of one browser.
window.probes = { struck: [], ownPaints: [], paints: [] };
{
  const now = () => performance.timeOrigin + performance.now();
  // The second frame begins when the first one has been painted.
  const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(now())));

  addEventListener("keydown", ({ timeStamp }) => probes.struck.push(performance.timeOrigin + timeStamp), true);
  addEventListener("input", () => painted((time) => probes.ownPaints.push(time)));

  const fieldOf = (block) => document.querySelector(`#b-${block} > .source`);

  // Notes for every character that comes to be in the block from now on when it was painted.
  probes.watch = (block) => {
    let known = fieldOf(block).value.length;
    new MutationObserver(() => {
      const { length } = fieldOf(block).value;
      const fresh = Math.max(length - known, 0);
      known = length;
      if (fresh) painted((time) => probes.paints.push(...Array(fresh).fill(time)));
    }).observe(document.getElementById("blocks"), { childList: true, subtree: true });
  };

  // Writes one character as soon as the page is connected, and waits until it is stored. In ms since one went to the page.
  probes.load = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("the page is not usable after 30 s")), 30_000);
    let connected;
    const observer = new MutationObserver(([{ target }]) => {
      if (target.dataset.state !== "saved") return;
      if (connected === undefined) {
        connected = performance.now();
        document.querySelectorAll(".source")[2].focus();
        document.execCommand("insertText", false, "x");
      } else {
        observer.disconnect();
        const usable = performance.now();
        painted(() => {
          const [{ responseStart, responseEnd }] = performance.getEntriesByType("navigation");
          const [{ startTime: firstPaint }] = performance.getEntriesByName("first-contentful-paint");
          resolve({ responseStart, responseEnd, firstPaint, connected, usable });
        });
      }
    });
    observer.observe(document, { attributeFilter: ["data-state"], subtree: true });
  });
}
