/**
 * React paints the skeleton of a page first and puts the page itself, which mostly came with the same answer, in its place 300 ms
 * after that paint (`$RT`), so that several parts would not appear one by one. Here each page is one part: without that time it
 * is there with the next frame, mostly the first one. Where React no longer knows the name, this does nothing.
 */
export const revealAtOnce = `Object.defineProperty(window,"$RT",{get(){},set(){}});`;
