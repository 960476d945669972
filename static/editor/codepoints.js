// Places in a text count code points everywhere; a browser counts UTF-16 units. Only this file knows both.
const points = (text) => (/[\ud800-\udfff]/.test(text) ? [...text] : text);

export const length = (text) => points(text).length;
export const slice = (text, from, to) => [points(text).slice(from, to)].flat().join("");
export const toPoints = (text, units) => length(text.slice(0, units));
export const toUnits = (text, at) => slice(text, 0, at).length;
