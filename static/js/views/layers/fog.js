/** Fog: of the whole map only the ground right under the ball can be seen. */

/** What can be seen around the ball, in pixels. */
const SIGHT = 46;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("../axes.js").Axes} axes
 * @param {import("../theme.js").Theme} theme
 * @param {readonly [number, number] | null} ball
 */
export function drawFog(context, { left, top, width, height }, theme, ball) {
  const cover = new Path2D();
  cover.rect(left, top, width, height);
  if (ball && Number.isFinite(ball[0]) && Number.isFinite(ball[1])) {
    cover.moveTo(ball[0] + SIGHT, ball[1]);
    cover.arc(ball[0], ball[1], SIGHT, 0, 2 * Math.PI);
  }
  context.fillStyle = theme.line;
  context.fill(cover, "evenodd");
  if (ball) {
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.beginPath();
    context.arc(ball[0], ball[1], SIGHT, 0, 2 * Math.PI);
    context.strokeStyle = theme.secondInk;
    context.lineWidth = 1;
    context.stroke();
    context.restore();
  }
}
