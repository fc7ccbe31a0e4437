// The service path on boards that dice have made: what holds for every one of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layout, screen_sizes, type Arc, type Lane, type Layout, type Placed } from './layout';
import { lane_words, sound_arcs, way } from './places';

/** mulberry32: the same boards on every run. */
function dice(seed: number): (n: number) => number {
  return (n) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let x = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return Math.floor((((x ^ (x >>> 14)) >>> 0) / 4294967296) * n);
  };
}

interface Board { things: Placed[]; arcs: Arc[] }

/** Things and dependencies as people add them: one sequence of ids, never a circle. */
function random_board(seed: number, nodes: number, arcs: number): Board {
  const roll = dice(seed);
  const board: Board = { things: [], arcs: [] };
  let id = 0;
  while (board.things.length < nodes || board.arcs.length < arcs) {
    const is_thing = board.things.length < 2 || (board.things.length < nodes && (board.arcs.length >= arcs || roll(nodes + arcs) < nodes));
    if (is_thing) board.things.push(random_thing(++id, roll));
    else { const arc = random_arc(board, ++id, roll); if (arc) board.arcs.push(arc); else if (id > 20 * (nodes + arcs)) break; }
  }
  return board;
}

function random_thing(id: number, roll: (n: number) => number): Placed {
  const is_service = roll(2) === 0;
  return { end: `${is_service ? 'service' : 'task'}:${id}`, id, lane: lane_words[roll(4)] as Lane, is_running: is_service && roll(2) === 0 };
}

function random_arc(board: Board, id: number, roll: (n: number) => number): Arc | null {
  const [a, b] = [board.things[roll(board.things.length)]!.end, board.things[roll(board.things.length)]!.end];
  const after = new Map<string, string[]>();
  for (const x of board.arcs) after.set(x.before, [...(after.get(x.before) ?? []), x.after]);
  if (a === b || way(after, b, a) || after.get(a)?.includes(b)) return null;
  return { id, before: a, after: b };
}

const boards = Array.from({ length: 60 }, (_, i) => random_board(i + 1, 2 + ((i * 7) % 40), (i * 11) % 60));
const place_of = (l: Layout) => Object.fromEntries(l.nodes.map((n) => [n.end, `${n.lane} ${n.column} ${n.row}`]));

test('what comes before stands left of what comes after', () => {
  for (const b of boards) {
    const { nodes } = layout(b.things, b.arcs);
    const at = new Map(nodes.map((n) => [n.end, n]));
    for (const a of b.arcs) assert.ok(at.get(a.before)!.x + screen_sizes.node_width < at.get(a.after)!.x, `${a.before} before ${a.after}`);
  }
});

test('no two things lie on one another, and each lies in the lane of its sector', () => {
  for (const b of boards) {
    const l = layout(b.things, b.arcs);
    l.nodes.forEach((n, i) => {
      const lane = l.lanes.find((x) => x.lane === n.lane)!;
      assert.ok(n.y >= lane.y && n.y + l.node_height <= lane.y + lane.height);
      for (const o of l.nodes.slice(i + 1)) assert.ok(n.x + l.node_width <= o.x || o.x + l.node_width <= n.x || n.y + l.node_height <= o.y || o.y + l.node_height <= n.y, `${n.end} on ${o.end}`);
    });
  }
});

test('lines run level and upright, from one thing to the other, and cross none', () => {
  for (const b of boards) {
    const l = layout(b.things, b.arcs);
    assert.equal(l.connectors.length, b.arcs.length);
    const at = new Map(l.nodes.map((n) => [n.end, n]));
    for (const c of l.connectors) {
      const [from, to, first, last] = [at.get(c.before)!, at.get(c.after)!, c.points[0]!, c.points[c.points.length - 1]!];
      assert.deepEqual([first[0], last[0]], [from.x + l.node_width, to.x]);
      assert.ok(first[1] > from.y && first[1] < from.y + l.node_height && last[1] > to.y && last[1] < to.y + l.node_height);
      for (const [[x1, y1], [x2, y2]] of segments(c.points)) {
        assert.ok(x1 === x2 || y1 === y2, `a slanting run of ${c.before} → ${c.after}`);
        for (const n of l.nodes) {
          const is_over = Math.max(x1, x2) > n.x && Math.min(x1, x2) < n.x + l.node_width && Math.max(y1, y2) > n.y && Math.min(y1, y2) < n.y + l.node_height;
          assert.ok(!is_over, `${c.before} → ${c.after} crosses ${n.end}`);
        }
      }
    }
  }
});

test('lines that leave different things never run on one another', () => {
  for (const b of boards) {
    const runs = layout(b.things, b.arcs).connectors.flatMap((c) => segments(c.points).map((s) => ({ net: c.before, name: `${c.before} → ${c.after}`, s })));
    runs.forEach(({ net, name, s: [[a1, b1], [a2, b2]] }, i) => {
      for (const { net: other, name: their_name, s: [[c1, d1], [c2, d2]] } of runs.slice(i + 1)) {
        if (net === other) continue;
        const on_level = b1 === b2 && d1 === d2 && Math.abs(b1 - d1) < 1 && Math.min(a1, a2) < Math.max(c1, c2) && Math.min(c1, c2) < Math.max(a1, a2);
        const upright = a1 === a2 && c1 === c2 && Math.abs(a1 - c1) < 1 && Math.min(b1, b2) < Math.max(d1, d2) && Math.min(d1, d2) < Math.max(b1, b2);
        assert.ok(!on_level && !upright, `${name} on ${their_name}`);
      }
    });
  }
});

test('a thing that is added moves none', () => {
  boards.forEach((b, i) => {
    const before = layout(b.things, b.arcs);
    const added = random_thing(10_000, dice(i + 900));
    const expected = place_of(before);
    for (const seen of [undefined, before]) {
      const now = place_of(layout([...b.things, added], b.arcs, { seen }));
      delete now[added.end];
      assert.deepEqual(now, expected);
    }
  });
});

test('so does one that has no number yet, and the number it gets moves nothing', () => {
  for (const b of boards) {
    const [temporary, real] = [{ ...b.things[0]!, end: 'task:-7', id: -7 }, { ...b.things[0]!, end: 'task:20000', id: 20_000 }];
    const [before, then, now] = [place_of(layout(b.things, b.arcs)), place_of(layout([...b.things, temporary], b.arcs)), place_of(layout([...b.things, real], b.arcs))];
    assert.equal(then['task:-7'], now['task:20000']);
    for (const t of b.things) assert.deepEqual([then[t.end], now[t.end]], [before[t.end], before[t.end]]);
  }
});

test('a dependency that is added to a picture one looks at moves only what must, and what it moves only to the right', () => {
  boards.forEach((b, i) => {
    const arc = random_arc(b, 10_001, dice(i + 500));
    if (!arc) return;
    const before = layout(b.things, b.arcs);
    const now = layout(b.things, [...b.arcs, arc], { seen: before });
    for (const n of now.nodes) {
      const was = before.nodes.find((o) => o.end === n.end)!;
      assert.ok(n.column >= was.column);
      if (n.column === was.column) assert.equal(n.row, was.row, `${n.end} changed its row`);
      else assert.ok(sound_arcs(b.things, [...b.arcs, arc]).some((a) => a.after === n.end && now.places.get(a.before)!.column === n.column - 1), `${n.end} need not have moved`);
    }
  });
});

test('what is taken away from a picture one looks at moves nothing but what it had pushed', () => {
  boards.forEach((b, i) => {
    const before = layout(b.things, b.arcs);
    const gone = b.things[i % b.things.length]!;
    const now = layout(b.things.filter((t) => t !== gone), b.arcs.filter((a) => a.before !== gone.end && a.after !== gone.end), { seen: before });
    for (const n of now.nodes) { const was = before.places.get(n.end)!; if (was.column === n.column) assert.equal(n.row, was.row); }
  });
});

test('the order in which rows come makes no difference', () => {
  for (const b of boards) assert.deepEqual(place_of(layout([...b.things].reverse(), [...b.arcs].reverse())), place_of(layout(b.things, b.arcs)));
});

test('a circle is not followed', () => {
  const things = ['service:1', 'task:2', 'task:3'].map((end, i): Placed => ({ end, id: i + 1, lane: 'other', is_running: false }));
  const arcs = [{ id: 4, before: 'service:1', after: 'task:2' }, { id: 5, before: 'task:2', after: 'task:3' }, { id: 6, before: 'task:3', after: 'service:1' }];
  assert.deepEqual(layout(things, arcs).nodes.map((n) => n.column), [1, 2, 3]);
});

test('what runs already stands first, and a folded lane hides its things and no others', () => {
  const b = random_board(77, 40, 30);
  const whole = layout(b.things, b.arcs);
  for (const t of b.things) if (!b.arcs.some((a) => a.after === t.end)) assert.equal(whole.places.get(t.end)!.column, t.is_running ? 0 : 1);
  const part = layout(b.things, b.arcs, { folded: new Set<Lane>(['other']) });
  assert.deepEqual(place_of(part), Object.fromEntries(whole.nodes.filter((n) => n.lane !== 'other').map((n) => [n.end, `${n.lane} ${n.column} ${n.row}`])));
});

test('an empty board has lanes and nothing in them', () => {
  const l = layout([], []);
  assert.deepEqual([l.nodes.length, l.lanes.length], [0, 4]);
});

test('how long 100 things with 150 dependencies take, told and not judged', () => {
  const b = random_board(2026, 100, 150);
  for (let i = 0; i < 20; i++) layout(b.things, b.arcs);
  const times = Array.from({ length: 40 }, () => { const began = performance.now(); layout(b.things, b.arcs); return performance.now() - began; }).sort((x, y) => x - y);
  console.log(`layout of ${b.things.length} things and ${b.arcs.length} dependencies: median ${times[20]!.toFixed(2)} ms, slowest of 40 ${times[39]!.toFixed(2)} ms`);
});

function segments(points: readonly [number, number][]): [[number, number], [number, number]][] {
  return points.slice(1).map((p, i) => [points[i]!, p]);
}
