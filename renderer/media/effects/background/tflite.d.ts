/** The part of TensorFlow Lite's WebAssembly that we call. Offsets are in bytes of its memory. */
declare module '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js' {
  export interface TfLite {
    readonly HEAPU8: Uint8Array
    readonly HEAPF32: Float32Array
    _getModelBufferMemoryOffset(): number
    _getInputMemoryOffset(): number
    _getInputWidth(): number
    _getInputHeight(): number
    _getOutputMemoryOffset(): number
    /** @returns 0 where the model was understood. */
    _loadModel(length: number): number
    _runInference(): number
  }
  export default function create(options: { locateFile(name: string): string }): Promise<TfLite>
}
