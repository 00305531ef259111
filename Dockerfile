# docker build -t fall-line .
# docker run --rm --read-only --cap-drop ALL --security-opt no-new-privileges -p 127.0.0.1:8000:8000 fall-line

FROM python:3.13-slim AS packages
WORKDIR /build
COPY requirements/run.txt requirements/
RUN pip install --no-cache-dir --require-hashes --target packages -r requirements/run.txt
# of plotly the browser gets one file; Python never imports it
RUN find packages/plotly -type f ! -path packages/plotly/__init__.py ! -path packages/plotly/package_data/plotly.min.js -delete

FROM python:3.13-slim
WORKDIR /fall-line
ENV PYTHONPATH=/fall-line/packages PYTHONUNBUFFERED=1
COPY --from=packages /build/packages packages/
COPY engine engine/
COPY app app/
COPY templates templates/
COPY static static/
# nothing can be written later, so it is compiled now
RUN python -m compileall -q app engine
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/api/v1/health', timeout=2)"]
CMD ["python", "-m", "app", "--host", "0.0.0.0", "--port", "8000"]
