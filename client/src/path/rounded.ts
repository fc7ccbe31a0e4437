// Corners as the path of an SVG line, each corner rounded as far as its sides allow.
export function rounded(points: readonly (readonly [number, number])[], radius: number): string {
  const clean = points.filter((p, i) => i === 0 || p[0] !== points[i - 1]![0] || p[1] !== points[i - 1]![1]);
  return clean.map(([x, y], i) => {
    if (i === 0) return `M${n(x)} ${n(y)}`;
    const [a, b] = [clean[i - 1]!, clean[i + 1]];
    if (!b) return `L${n(x)} ${n(y)}`;
    const [before, after] = [Math.hypot(x - a[0], y - a[1]), Math.hypot(b[0] - x, b[1] - y)];
    const r = Math.min(radius, before / 2, after / 2);
    const at = (to: readonly [number, number], length: number): string => `${n(x + ((to[0] - x) / length) * r)} ${n(y + ((to[1] - y) / length) * r)}`;
    return `L${at(a, before)}Q${n(x)} ${n(y)} ${at(b, after)}`;
  }).join('');
}

function n(x: number): string {
  return String(Math.round(x * 100) / 100);
}
