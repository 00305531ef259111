// The page loads plotly.min.js by a script element; static/js/views/plot.js is the one module that talks to it.
declare const Plotly: any;
interface Window {
  Plotly: any;
}
