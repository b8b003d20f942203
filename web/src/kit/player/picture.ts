/**
 * Draws a video through a look, on a canvas with WebGL2. Each frame is drawn once, in the moment the browser tells of it,
 * and says which frame it is. The look is a 3D texture read by tetrahedral interpolation (cube.ts says why).
 */
import type { Cube } from './cube'
import type { Painter } from './presented'

const vertex = `#version 300 es
out vec2 at;
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  at = vec2(corner.x, 1.0 - corner.y);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`

// Steps from the dark corner of a cell to the bright one along the largest part first: four reads, no filtering.
const fragment = `#version 300 es
precision highp float;
precision highp sampler3D;
in vec2 at;
out vec4 shown;
uniform sampler2D picture;
uniform sampler3D look;
uniform int size;
uniform vec3 low;
uniform vec3 high;
vec3 looked(vec3 colour) {
  vec3 place = clamp((colour - low) / (high - low), 0.0, 1.0) * float(size - 1);
  ivec3 base = min(ivec3(place), ivec3(size - 2));
  vec3 part = place - vec3(base);
  bool rg = part.r >= part.g, gb = part.g >= part.b, rb = part.r >= part.b;
  ivec3 first = rg && rb ? ivec3(1, 0, 0) : (gb && !rg ? ivec3(0, 1, 0) : ivec3(0, 0, 1));
  ivec3 last = !rg && !rb ? ivec3(1, 0, 0) : (!gb && rg ? ivec3(0, 1, 0) : ivec3(0, 0, 1));
  float most = max(part.r, max(part.g, part.b));
  float least = min(part.r, min(part.g, part.b));
  float middle = part.r + part.g + part.b - most - least;
  vec3 c0 = texelFetch(look, base, 0).rgb;
  vec3 c1 = texelFetch(look, base + first, 0).rgb;
  vec3 c2 = texelFetch(look, base + ivec3(1) - last, 0).rgb;
  vec3 c3 = texelFetch(look, base + ivec3(1), 0).rgb;
  return c0 * (1.0 - most) + c1 * (most - middle) + c2 * (middle - least) + c3 * least;
}
void main() {
  vec3 colour = texture(picture, at).rgb;
  shown = vec4(size > 1 ? looked(colour) : colour, 1.0);
}`

export interface Picture extends Painter {
  /** The look to see through, or none. Draws the frame again. */
  setLook(cube: Cube | undefined): void
  /** Draws the frame again: a canvas that has been shown is empty for those who copy it later. */
  again(): void
  close(): void
}

/** Makes the picture on a canvas; undefined where the browser has no WebGL2. `onLost` when the card takes it away. */
export function openPicture(canvas: HTMLCanvasElement, onLost: () => void): Picture | undefined {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false })
  if (!gl) return undefined
  const program = link(gl)
  if (!program) return undefined
  const uniform = (name: string) => gl.getUniformLocation(program, name)
  const places = { size: uniform('size'), low: uniform('low'), high: uniform('high') }
  // biome-ignore lint/correctness/useHookAtTopLevel: a word of WebGL, no hook
  gl.useProgram(program)
  gl.uniform1i(uniform('picture'), 0)
  gl.uniform1i(uniform('look'), 1)
  const frames = texture(gl, gl.TEXTURE0, gl.TEXTURE_2D, gl.LINEAR)
  const looks = texture(gl, gl.TEXTURE1, gl.TEXTURE_3D, gl.NEAREST)
  gl.texImage3D(gl.TEXTURE_3D, 0, gl.RGBA32F, 1, 1, 1, 0, gl.RGBA, gl.FLOAT, new Float32Array(4))
  let drawn = false
  const draw = () => {
    gl.viewport(0, 0, canvas.width, canvas.height)
    gl.drawArrays(gl.TRIANGLES, 0, 3)
  }
  const lost = (event: Event) => {
    event.preventDefault()
    onLost()
  }
  canvas.addEventListener('webglcontextlost', lost)
  return {
    paint(video) {
      if (video.videoWidth === 0) return undefined
      if (canvas.width !== video.videoWidth) canvas.width = video.videoWidth
      if (canvas.height !== video.videoHeight) canvas.height = video.videoHeight
      gl.activeTexture(gl.TEXTURE0)
      const put = upload(gl, video)
      if (!put) return undefined
      drawn = true
      draw()
      return put
    },
    setLook(cube) {
      gl.activeTexture(gl.TEXTURE1)
      if (cube) {
        const { size, values } = cube
        gl.texImage3D(gl.TEXTURE_3D, 0, gl.RGBA32F, size, size, size, 0, gl.RGBA, gl.FLOAT, padded(values))
        gl.uniform3fv(places.low, cube.domainMin as unknown as number[])
        gl.uniform3fv(places.high, cube.domainMax as unknown as number[])
      }
      gl.uniform1i(places.size, cube?.size ?? 0)
      if (drawn) draw()
    },
    again() {
      if (drawn) draw()
    },
    close() {
      canvas.removeEventListener('webglcontextlost', lost)
      gl.deleteTexture(frames)
      gl.deleteTexture(looks)
      gl.deleteProgram(program)
    },
  }
}

/** Puts the element's frame into the texture. A VideoFrame holds one frame still and knows when in the file it begins. */
function upload(gl: WebGL2RenderingContext, video: HTMLVideoElement): { seconds?: number } | undefined {
  const put = (source: TexImageSource) =>
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, source)
  let held: VideoFrame
  try {
    held = new VideoFrame(video)
  } catch {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined
    put(video) // no WebCodecs here
    return {}
  }
  try {
    put(held)
    return { seconds: held.timestamp / 1e6 }
  } finally {
    held.close()
  }
}

function texture(gl: WebGL2RenderingContext, unit: number, target: number, filter: number): WebGLTexture {
  const made = gl.createTexture()
  gl.activeTexture(unit)
  gl.bindTexture(target, made)
  gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, filter)
  gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, filter)
  for (const edge of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T, gl.TEXTURE_WRAP_R])
    gl.texParameteri(target, edge, gl.CLAMP_TO_EDGE)
  return made
}

/** Cards hold four values to a colour. */
function padded(values: Float32Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array((values.length / 3) * 4)
  for (let i = 0; i < values.length / 3; i++) out.set(values.subarray(i * 3, i * 3 + 3), i * 4)
  return out
}

function link(gl: WebGL2RenderingContext): WebGLProgram | undefined {
  const program = gl.createProgram()
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type)
    if (!shader) return undefined
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    gl.deleteShader(shader)
  }
  gl.linkProgram(program)
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : undefined
}
