// Text of articles made fit for a page. It only ever becomes text, never markup; these are for the eye.

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;
const MOST = 40;

// Control and direction-changing characters as escapes such as \x1b (as kg.escapes.visible).
export function visible(text) {
  return text.replace(CONTROL, (sign) => {
    const code = sign.codePointAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

// At most 40 characters on one line; what is cut is marked. What stands behind the last comma stays, since it often
// tells one action from another (", June 2019").
export function short(text) {
  const line = visible(text).replace(/\s+/gu, " ").trim();
  if ([...line].length <= MOST) return line || "?";
  const tail = line.match(/, ([^,]{1,15})$/u)?.[1] ?? "";
  const room = MOST - 1 - (tail && tail.length + 1);
  return `${[...line].slice(0, room).join("").replace(/[ ,]+$/u, "")}…${tail && ` ${tail}`}`;
}

// For comparing names: no case, no accents.
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// An element with properties and children; strings become text.
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

// Only addresses of the web and of this site become links.
export function linkable(address) {
  return /^(https?:\/\/|\/(?!\/))/i.test(address);
}

// Gives a function from IRIs to addresses in this site, "" for what has no page here (as kg.serve.site.address).
// folders: folder of the site -> how the IRIs of the things begin that have their pages there.
export function addresses(folders) {
  return (iri) => {
    const found = Object.entries(folders).find(([, space]) => iri.startsWith(space));
    if (!found) return "";
    const path = encodeURI(iri.slice(found[1].length)).replaceAll("%25", "%").replaceAll("?", "%3F");
    return found[0] + path.replace(/(^|\/)(?=!*\.{1,2}(?:[/#]|$))/g, "$1!");
  };
}
