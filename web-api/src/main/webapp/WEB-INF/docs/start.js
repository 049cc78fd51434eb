window.ui = SwaggerUIBundle({
  url: '../openapi',
  dom_id: '#api',
  presets: [SwaggerUIBundle.presets.apis],
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  // its default asks a foreign host
  validatorUrl: null,
});
