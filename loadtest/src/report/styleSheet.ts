/** Of a report's page: dark or light as the reader's system is, and light on paper. */
export const styleSheet = `
:root { color-scheme: dark; --ground: #0e1013; --surface: #16191e; --line: #2b323b; --text: #eef1f4; --quiet: #9aa4af;
  --c1: #93a4ff; --c2: #f5bd4f; --c3: #3ddc84; --c4: #ff8f8a; --bad: #3a1d20; --measured: #232a33; }
@media (prefers-color-scheme: light), print {
  :root { color-scheme: light; --ground: #eef0f3; --surface: #ffffff; --line: #d5dae0; --text: #14181d; --quiet: #55606c;
    --c1: #4650c8; --c2: #8a5a12; --c3: #157a45; --c4: #b3261e; --bad: #fbe3e1; --measured: #eceff3; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/20px 'Inter Variable', Inter, system-ui, sans-serif;
  font-variant-numeric: tabular-nums; }
main { max-width: 1240px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { font-size: 24px; line-height: 32px; margin: 0 0 4px; }
h2 { font-size: 14px; line-height: 20px; margin: 0 0 8px; }
p { margin: 0; }
header p { overflow-wrap: anywhere; }
.quiet, .name, .marks, .legend, .empty, th { color: var(--quiet); }
.note { margin-top: 16px; padding: 12px 16px; border-radius: 10px; background: var(--surface); border: 1px solid var(--line); }
.note.bad { background: var(--bad); border-color: var(--c4); }
.card, figure, section { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 12px 16px;
  break-inside: avoid; }

.cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px; margin: 24px 0 8px; }
.card { display: flex; flex-direction: column; justify-content: space-between; gap: 4px; }
.name { font-size: 12px; line-height: 16px; }
.value { font-size: 18px; line-height: 24px; font-weight: 600; }

.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; margin-bottom: 8px; }
figure { margin: 0; }
figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; font-weight: 600; margin-bottom: 12px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; font-weight: 400; font-size: 12px; }
.key::before { content: ''; display: inline-block; width: 20px; border-top: 2px solid; margin-right: 6px; vertical-align: middle; }
.key.c1::before { border-color: var(--c1); } .key.c2::before { border-color: var(--c2); border-top-style: dashed; }
.key.c3::before { border-color: var(--c3); border-top-style: dotted; } .key.c4::before { border-color: var(--c4); }
.key.band::before { border-top: 12px solid var(--measured); outline: 1px solid var(--line); }
.plot { display: grid; grid-template: 176px 20px / 72px 1fr; padding-right: 16px; }
.marks { position: relative; font-size: 12px; line-height: 16px; white-space: nowrap; }
.marks span { position: absolute; }
.y span { right: 8px; transform: translateY(50%); }
.x { grid-column: 2; }
.x span { top: 4px; transform: translateX(-50%); }
svg { display: block; width: 100%; height: 100%; overflow: visible; }
.grid, .line { fill: none; vector-effect: non-scaling-stroke; }
.grid { stroke: var(--line); stroke-width: 1; }
.line { stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.line.c1 { stroke: var(--c1); } .line.c2 { stroke: var(--c2); stroke-dasharray: 6 4; }
.line.c3 { stroke: var(--c3); stroke-dasharray: 1 4; } .line.c4 { stroke: var(--c4); }
.measured { fill: var(--measured); }
.bar { fill: var(--c1); stroke: var(--surface); stroke-width: 1; vector-effect: non-scaling-stroke; }
.pointer { fill: transparent; }
.pointer:hover { fill: var(--quiet); fill-opacity: 0.25; }
.empty { padding: 78px 0; text-align: center; }

.sections { columns: 2; column-gap: 8px; }
section { margin-bottom: 8px; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; font-weight: 400; padding: 4px 0; vertical-align: top; overflow-wrap: anywhere; }
tbody tr { border-top: 1px solid var(--line); }
tbody:first-child tr:first-child { border-top: 0; }
th[scope='row'] { width: 42%; padding-right: 12px; }
thead td { width: 36%; }
.parts td, .parts th[scope='col'] { text-align: right; white-space: nowrap; overflow-wrap: normal; }

@media screen and (max-width: 840px) {
  main { padding: 20px 12px 40px; }
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .charts { grid-template-columns: minmax(0, 1fr); }
  .sections { columns: 1; }
}
@media screen and (max-width: 480px) {
  .card, figure, section { padding: 12px; }
  .plot { padding-right: 20px; }
  tr { display: flex; justify-content: space-between; }
  tr:not(.parts) th { width: auto; min-width: 96px; }
  tr:not(.parts) td { text-align: right; overflow-wrap: break-word; }
  tr.parts { flex-wrap: wrap; }
  .parts th[scope='row'] { flex: 1 0 100%; padding-bottom: 0; }
  .parts td, .parts th[scope='col'] { flex: 1 0 20%; font-size: 12px; }
  thead td { display: none; }
}
@media print {
  @page { margin: 12mm; }
  body { font-size: 11px; line-height: 16px; background: none; }
  main { max-width: none; padding: 0; }
  .name, .marks, .legend { font-size: 10px; }
  h2 { font-size: 12px; }
  .value { font-size: 15px; line-height: 20px; }
  .card { padding: 8px 12px; }
  .plot { grid-template-rows: 120px 20px; }
  .sections { columns: 1; }
}
`;
