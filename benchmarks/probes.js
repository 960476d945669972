// What a page measures of itself. The clock is the same in all pages of one browser.
window.probes = { struck: [], painted: [] }; // when keys went down, and when each character was on the screen
{
  // The second frame begins when the first one has been painted.
  const afterPainting = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  const notePaint = () => afterPainting(() => probes.painted.push(performance.timeOrigin + performance.now()));
  const fieldOf = (block) => document.querySelector(`#b-${block} > textarea`);

  addEventListener("keydown", ({ timeStamp }) => probes.struck.push(performance.timeOrigin + timeStamp), true);
  addEventListener("input", () => probes.struck.length && notePaint());

  // Notes the characters that others write in the block from now on.
  probes.watch = (block) => {
    let known = fieldOf(block).value.length;
    new MutationObserver(() => {
      for (; known < fieldOf(block).value.length; known++) notePaint();
    }).observe(document.getElementById("blocks"), { childList: true, subtree: true });
  };

  // Writes one character as soon as the page is connected, and waits until it is stored. In ms since the navigation began.
  probes.load = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("the page is not usable after 30 s")), 30_000);
    let connected;
    const observer = new MutationObserver(([{ target }]) => {
      if (target.dataset.state !== "saved") return;
      if (connected === undefined) {
        connected = performance.now();
        document.querySelectorAll("textarea.source")[2].focus();
        document.execCommand("insertText", false, "x");
      } else {
        observer.disconnect();
        const usable = performance.now();
        afterPainting(() => {
          const [{ responseStart, responseEnd }] = performance.getEntriesByType("navigation");
          const [{ startTime: firstPaint }] = performance.getEntriesByName("first-contentful-paint");
          resolve({ responseStart, responseEnd, firstPaint, connected, usable });
        });
      }
    });
    observer.observe(document, { attributeFilter: ["data-state"], subtree: true });
  });
}
