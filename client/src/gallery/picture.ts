// A camera for the gallery: somebody drawn on a canvas, who moves a little.

const skins = ['#f0c8a0', '#8d5a3b', '#d9a679', '#5e3b28', '#eab893'];
const hairs = ['#2b1d16', '#6b4226', '#b08a4a', '#1a1a1f', '#7a7f87'];

/** A page of text, of 1920 × 1080. */
export function sharedScreen(person: number): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = 1920;
  canvas.height = 1080;
  const context = canvas.getContext('2d');
  if (context) {
    const draw = () => drawPage(context, person);
    draw();
    setInterval(draw, 1_000);
  }
  const [track] = canvas.captureStream(1).getVideoTracks();
  if (!track) throw new Error('a canvas gives one track');
  return track;
}

/** Pictures of 640 × 360, six a second. The same number gives the same person. */
export function picture(person: number): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  const context = canvas.getContext('2d');
  if (context) {
    draw(context, person, 0);
    setInterval(() => draw(context, person, performance.now() / 1000), 160);
  }
  const [track] = canvas.captureStream(6).getVideoTracks();
  if (!track) throw new Error('a canvas gives one track');
  return track;
}

/** The address of a picture of 480 × 270, of four people in a grid. */
export function gridPicture(): string {
  const [person, grid] = [document.createElement('canvas'), document.createElement('canvas')];
  [person.width, person.height, grid.width, grid.height] = [640, 360, 480, 270];
  const [of, on] = [person.getContext('2d'), grid.getContext('2d')];
  if (!of || !on) throw new Error('a canvas can be drawn on');
  for (let index = 0; index < 4; index += 1) {
    draw(of, index, 0);
    on.drawImage(person, (index % 2) * 240, index < 2 ? 0 : 135, 240, 135);
  }
  return grid.toDataURL();
}

function draw(context: CanvasRenderingContext2D, person: number, seconds: number): void {
  const hue = (person * 67) % 360;
  // Of one colour: what is taken of it for the documentation stays small.
  context.fillStyle = `hsl(${hue} 24% 48%)`;
  context.fillRect(0, 0, 640, 360);
  context.fillStyle = `hsl(${hue} 28% 62%)`;
  context.fillRect(420, 40, 150, 120);

  const x = 320 + Math.sin(seconds + person) * 8;
  const circle = (cx: number, cy: number, rx: number, ry: number, colour: string): void => {
    context.fillStyle = colour;
    context.beginPath();
    context.ellipse(cx, cy, rx, ry, 0, 0, Math.PI * 2);
    context.fill();
  };
  const skin = skins[person % skins.length] ?? '';
  circle(x, 390, 150, 120, `hsl(${(hue + 180) % 360} 35% 38%)`);
  context.fillStyle = skin;
  context.fillRect(x - 26, 230, 52, 60);
  circle(x, 158, 82, 92, hairs[(person * 3 + 1) % hairs.length] ?? '');
  circle(x, 178, 66, 82, skin);
  for (const eye of [-24, 24]) circle(x + eye, 170, 5, 6, '#22201f');
  context.strokeStyle = '#7b3f35';
  context.lineWidth = 4;
  context.beginPath();
  context.arc(x, 205, 18, 0.2, Math.PI - 0.2);
  context.stroke();
}

function drawPage(context: CanvasRenderingContext2D, person: number): void {
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, 1920, 1080);
  context.fillStyle = `hsl(${(person * 67) % 360} 45% 40%)`;
  context.fillRect(0, 0, 1920, 96);
  context.fillStyle = '#222831';
  for (let line = 0; line < 26; line += 1) {
    const indent = (line * 7) % 4;
    context.fillRect(120 + indent * 60, 150 + line * 34, 500 + ((line * 173) % 900), 14);
  }
}
