/** Pixels of a drawn person. */
export const WIDTH = 640
export const HEIGHT = 360

/** A person before a wall with a window and a plant, as an SVG. */
export function portrait({ wall, skin, hair, shirt, lean }) {
  const x = 320 + lean
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <defs><linearGradient id="w" x2="1" y2="1"><stop stop-color="${wall[0]}"/><stop offset="1" stop-color="${wall[1]}"/></linearGradient></defs>
    <rect width="640" height="360" fill="url(#w)"/>
    <rect x="${450 - lean * 3}" y="40" width="130" height="170" rx="4" fill="#ffffff" opacity=".35"/>
    <path d="M90 360c-8-70-40-90-62-96 40-8 62 20 68 52-4-60 12-92 44-108-4 34-26 52-30 104 14-26 30-34 54-34-26 14-46 34-50 82z" fill="#3f6b4f" opacity=".8"/>
    <path d="M${x - 150} 360c4-78 64-112 150-112s146 34 150 112z" fill="${shirt}"/>
    <rect x="${x - 30}" y="200" width="60" height="74" rx="28" fill="${skin}"/>
    <ellipse cx="${x}" cy="150" rx="66" ry="82" fill="${skin}"/>
    <path d="M${x - 74} 164c-10-74 18-112 76-112s84 40 72 112c-8-44-26-62-48-68-34 10-78 4-86 10-8 8-12 30-14 58z" fill="${hair}"/>
    <g fill="#2a211c"><circle cx="${x - 25}" cy="152" r="5"/><circle cx="${x + 25}" cy="152" r="5"/></g>
    <path d="M${x - 22} 190q22 20 44 0" fill="none" stroke="#7a3b2e" stroke-width="5" stroke-linecap="round"/></svg>`
}
